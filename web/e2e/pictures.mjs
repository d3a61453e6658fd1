// Pictures of every screen, in both languages, on a phone and on a desk: NAME.DEVICE.LANGUAGE.png.
//   npm run pictures -- PROGRAM --out DIR [--only checklist,lookup*] [--lang vi] [--device phone] [--dark] [--large] [--built]
// Starts `PROGRAM demo` on a port and in a folder of its own, and advances it so that no screen is empty. --built shows
// the pages of dist/ (npm run build) in place of those in the program. Exit code 0: every screen has its pictures.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chosen, DEVICES } from './screens.mjs';
import { startProgram } from './screens/program.mjs';
import { setScene } from './screens/scene.mjs';
import { startBrowser, Visitors } from './screens/visit.mjs';

const { positionals: [program], values } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, only: { type: 'string' }, lang: { type: 'string' }, device: { type: 'string' }, dark: { type: 'boolean' }, large: { type: 'boolean' }, built: { type: 'boolean' } },
});
if (!program || !values.out) {
  console.error('npm run pictures -- PROGRAM --out DIR [--only NAMES] [--lang vi|en] [--device phone|desk] [--dark] [--large] [--built]');
  process.exit(2);
}
mkdirSync(values.out, { recursive: true });
const screens = chosen(values.only);
const looks = { theme: values.dark ? 'dark' : 'light', type: values.large ? 'large' : 'normal' };
const suffix = `${values.dark ? '.dark' : ''}${values.large ? '.large' : ''}`;
const began = Date.now();
const running = await startProgram(program, { built: values.built });
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
          // A phone is scrolled: its picture is of the whole page. What is open above the page is seen as it stands.
          await page.screenshot({ path: join(values.out, `${name}.png`), fullPage: device === 'phone' && !screen.act });
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
