// Pictures of every screen, in both languages, on a phone (360×780) and on a desk (1440×900): NAME.DEVICE.LANGUAGE.png.
//   npm run pictures -- PROGRAM --out DIR [--only checklist,lookup*] [--lang vi] [--device phone] [--dark] [--large] [--whole] [--webp] [--dist DIST]
// Starts `PROGRAM demo` on a port and in a folder of its own, and advances it so that no screen is empty. --whole pictures a
// phone's page to its end and not to the edge of the screen. --webp writes WebP, a third of the size. --dist shows the pages
// of a built app (npm run build) in place of those in the program. Exit code 0: every screen has its pictures.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chosen, DEVICES } from './screens.mjs';
import { UNSTUCK } from './screens/checks.mjs';
import { startProgram } from './screens/program.mjs';
import { setScene } from './screens/scene.mjs';
import { openBrowser, Visitors } from './screens/visit.mjs';

const { positionals: [program], values } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, only: { type: 'string' }, lang: { type: 'string' }, device: { type: 'string' }, dark: { type: 'boolean' }, large: { type: 'boolean' }, whole: { type: 'boolean' }, webp: { type: 'boolean' }, dist: { type: 'string' } },
});
if (!program || !values.out) {
  console.error('npm run pictures -- PROGRAM --out DIR [--only NAMES] [--lang vi|en] [--device phone|desk] [--dark] [--large] [--whole] [--webp] [--dist DIST]');
  process.exit(2);
}
mkdirSync(values.out, { recursive: true });
const screens = chosen(values.only);
const looks = { theme: values.dark ? 'dark' : 'light', type: values.large ? 'large' : 'normal' };
const suffix = `${values.dark ? '.dark' : ''}${values.large ? '.large' : ''}`;
const began = Date.now();
const running = await startProgram(program, { dist: values.dist });
const kit = await openBrowser(running.base);
let [taken, failed] = [0, 0];
try {
  const visitors = new Visitors(kit, await setScene(running.base));
  for (const [device, options] of Object.entries(DEVICES).filter(([name]) => !values.device || name === values.device)) {
    for (const lang of ['vi', 'en'].filter((each) => !values.lang || each === values.lang)) {
      for (const screen of screens) {
        const name = `${screen.name}.${device}.${lang}${suffix}`;
        try {
          const page = await visitors.open(screen, { device: options, lang, ...looks });
          const whole = Boolean(values.whole) && device === 'phone' && !screen.act;
          if (whole) await page.addStyleTag({ content: UNSTUCK });
          const png = await page.screenshot({ fullPage: whole });
          writeFileSync(join(values.out, `${name}.${values.webp ? 'webp' : 'png'}`), values.webp ? await asWebp(page, png) : png);
          taken += 1;
        } catch (reason) {
          failed += 1;
          console.error(`${name}: ${reason.message.split('\n').slice(0, 4).join(' ')}`);
        }
      }
      await visitors.leave();
    }
  }
} finally {
  await kit.browser.close();
  await running.end();
}
console.log(`${taken} pictures of ${screens.length} screens in ${Math.round((Date.now() - began) / 1000)} s${failed > 0 ? `, ${failed} missing` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;

/** The browser itself writes WebP; nothing has to be installed for it. */
async function asWebp(page, png) {
  await page.goto('about:blank');
  const text = await page.evaluate(async (base64) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', 0.9);
  }, png.toString('base64'));
  return Buffer.from(text.split(',')[1], 'base64');
}
