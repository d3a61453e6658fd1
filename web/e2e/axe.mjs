// Accessibility of every screen: axe-core (WCAG 2.2 AA and best practices), title and language of the page, words that are
// cut off, the width of 320 px, the focus by keyboard.
//   npm run axe -- PROGRAM [--only checklist,lookup*] [--rounds desk.vi,phone.en] [--part 2/4] [--out DIR] [--dist DIST]
// Every screen on a desk and on a phone, in both languages; the eight main ones also dark and in large type. Lists what is
// wrong by screen. --part takes one of so many parts of the screens, so that the whole can be had in pieces. --out keeps pictures. --dist looks at a built app in place of the pages in the program. Exit code 0: nothing.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chosen, DEVICES } from './screens.mjs';
import { axeFaults, cutFaults, focusFaults, narrowFaults, scrollFaults, wordFaults } from './screens/checks.mjs';
import { startProgram } from './screens/program.mjs';
import { setScene } from './screens/scene.mjs';
import { openBrowser, Visitors } from './screens/visit.mjs';

const ROUNDS = [
  { name: 'desk.vi', device: 'desk', lang: 'vi', keys: true },
  { name: 'phone.vi', device: 'phone', lang: 'vi' },
  { name: 'desk.en', device: 'desk', lang: 'en' },
  { name: 'phone.en', device: 'phone', lang: 'en' },
  { name: 'desk.vi.dark', device: 'desk', lang: 'vi', theme: 'dark', main: true },
  { name: 'phone.vi.dark', device: 'phone', lang: 'vi', theme: 'dark', main: true },
  { name: 'desk.vi.large', device: 'desk', lang: 'vi', type: 'large', main: true },
  { name: 'phone.vi.large', device: 'phone', lang: 'vi', type: 'large', main: true },
];

const { positionals: [program], values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, rounds: { type: 'string' }, part: { type: 'string' }, out: { type: 'string' }, dist: { type: 'string' } },
});
if (!program) {
  console.error(`npm run axe -- PROGRAM [--only NAMES] [--rounds ${ROUNDS.map(({ name }) => name).join(',')}] [--part N/OF] [--out DIR] [--dist DIST]`);
  process.exit(2);
}
if (values.out) mkdirSync(values.out, { recursive: true });
const [part, parts] = (values.part ?? '1/1').split('/').map(Number);
const all = chosen(values.only);
const screens = all.slice(Math.floor(((part - 1) * all.length) / parts), Math.floor((part * all.length) / parts));
const rounds = ROUNDS.filter(({ name }) => !values.rounds || values.rounds.split(',').includes(name));
const began = Date.now();
const running = await startProgram(program, { dist: values.dist });
const kit = await openBrowser(running.base);
let [looked, wrong] = [0, 0];
try {
  const visitors = new Visitors(kit, await setScene(running.base), { bypassCSP: true });
  for (const round of rounds) {
    const titles = new Map();
    for (const screen of screens.filter(({ main }) => !round.main || main || values.only)) {
      // What is not seen is looked for once more: a machine that stood still for a while is no fault of the screen.
      const faults = await look(visitors, screen, round, titles).catch(() => look(visitors, screen, round, titles)).catch((reason) => [`not seen: ${reason.message.split('\n').slice(0, 4).join(' ')}`]);
      looked += 1;
      wrong += faults.length;
      if (faults.length > 0) console.log(`${screen.name} · ${round.name}\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    }
    console.error(`${round.name}: ${Math.round((Date.now() - began) / 1000)} s`);
    await visitors.leave();
  }
} finally {
  await kit.browser.close();
  await running.end();
}
console.log(wrong === 0 ? `accessible: ${looked} views of ${screens.length} screens, nothing wrong` : `${wrong} things are wrong in ${looked} views of ${screens.length} screens`);
process.exitCode = wrong === 0 ? 0 : 1;

async function look(visitors, screen, { name, device, lang, theme, type, keys }, titles) {
  const page = await visitors.open(screen, { device: DEVICES[device], lang, theme, type });
  const faults = [...page.faults.splice(0)];
  if (values.out) await page.screenshot({ path: join(values.out, `${screen.name}.${name}.png`) });
  faults.push(...(await wordFaults(page, lang)), ...(await cutFaults(page)), ...(await axeFaults(page)));
  faults.push(...(device === 'phone' ? await narrowFaults(page) : await scrollFaults(page)));
  if (keys && !screen.act) faults.push(...(await focusFaults(page)));
  // One title on two paths leaves who reads by ear, or looks through tabs, without a place.
  const [title, path] = [await page.title(), new URL(page.url()).pathname];
  if ((titles.get(title) ?? path) !== path) faults.push(`its title is that of ${titles.get(title)}: ${title}`);
  else titles.set(title, path);
  return faults;
}
