// Pictures of every screen, in both languages, on a phone (360×780) and on a desk (1440×900): NAME.DEVICE.LANGUAGE.png.
//   npm run pictures -- PROGRAM --out DIR [--only checklist,lookup*] [--lang vi] [--device phone] [--dark] [--large] [--whole] [--dist DIST]
// Starts `PROGRAM demo` on a port and in a folder of its own, and advances it so that no screen is empty. --whole pictures a
// phone's page to its end and not to the edge of the screen. --dist shows
// the pages of a built app (npm run build) in place of those in the program. Exit code 0: every screen has its pictures.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chosen, DEVICES } from './screens.mjs';
import { UNSTUCK } from './screens/checks.mjs';
import { startProgram } from './screens/program.mjs';
import { setScene } from './screens/scene.mjs';
import { startBrowser, Visitors } from './screens/visit.mjs';

const { positionals: [program], values } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, only: { type: 'string' }, lang: { type: 'string' }, device: { type: 'string' }, dark: { type: 'boolean' }, large: { type: 'boolean' }, whole: { type: 'boolean' }, dist: { type: 'string' } },
});
if (!program || !values.out) {
  console.error('npm run pictures -- PROGRAM --out DIR [--only NAMES] [--lang vi|en] [--device phone|desk] [--dark] [--large] [--whole] [--dist DIST]');
  process.exit(2);
}
mkdirSync(values.out, { recursive: true });
const screens = chosen(values.only);
const looks = { theme: values.dark ? 'dark' : 'light', type: values.large ? 'large' : 'normal' };
const suffix = `${values.dark ? '.dark' : ''}${values.large ? '.large' : ''}`;
const began = Date.now();
const running = await startProgram(program, { dist: values.dist });
const browser = await startBrowser();
let [taken, failed] = [0, 0];
try {
  const visitors = new Visitors(browser, await setScene(running.base));
  for (const [device, options] of Object.entries(DEVICES).filter(([name]) => !values.device || name === values.device)) {
    for (const lang of ['vi', 'en'].filter((each) => !values.lang || each === values.lang)) {
      for (const screen of screens) {
        const name = `${screen.name}.${device}.${lang}${suffix}`;
        try {
          const page = await visitors.open(screen, { device: options, lang, ...looks });
          const whole = Boolean(values.whole) && device === 'phone' && !screen.act;
          if (whole) await page.addStyleTag({ content: UNSTUCK });
          await page.screenshot({ path: join(values.out, `${name}.png`), fullPage: whole });
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
  await browser.close();
  await running.end();
}
console.log(`${taken} pictures of ${screens.length} screens in ${Math.round((Date.now() - began) / 1000)} s${failed > 0 ? `, ${failed} missing` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
