// The five stories of the app, each told in a real browser to the program itself: started in a folder and on a port of its
// own, with the web app it was built with, and killed at the end.
//   node e2e/stories/run.mjs PROGRAM [--only a,c] [--shots DIR] [--loud] [--again]
// One line a story; --loud tells every step; with --again a story that breaks is told once more before it counts, and its
// first breaking stays to be read: a loaded machine is no fault of the app. Exit code 0: all of them hold.
import { join } from 'node:path';
import { asked, open, play, startProgram } from '../kit.mjs';

const STORIES = {
  a: './alertToTicks.mjs',
  b: './villageOffline.mjs',
  c: './zoneToLookup.mjs',
  d: './registerWithBadRows.mjs',
  e: './drillToReport.mjs',
};

async function tell(letter) {
  const { title, story } = await import(STORIES[letter]);
  const [began, said] = [Date.now(), []];
  const say = asked.has('--loud') ? console.log : (line) => said.push(line);
  let [reason, count, server] = ['', 0, null];
  try {
    server = await startProgram(asked.plain[0]);
    if (!/<script/.test(await (await fetch(server.base)).text())) throw new Error('the program was built without the web app');
    const kit = await open({ base: server.base, shots: asked.shots && join(asked.shots, letter), say });
    reason = await play(kit, (each) => story(each, server));
    count = kit.seen();
  } catch (fault) {
    reason = fault.stack;
  } finally {
    await server?.end();
  }
  const seconds = Math.round((Date.now() - began) / 1000);
  console.log(`${letter}  ${reason === null ? 'holds ' : 'BREAKS'}  ${String(count).padStart(3)} things seen  ${String(seconds).padStart(3)} s  ${title}`);
  if (reason !== null) console.error([...said, reason].join('\n'));
  return reason === null;
}

const wanted = asked.only ?? Object.keys(STORIES);
const unknown = wanted.filter((letter) => !(letter in STORIES));
if (asked.plain.length !== 1 || unknown.length > 0) {
  console.error(unknown.length > 0 ? `there is no story ${unknown.join(', ')}; there are ${Object.keys(STORIES).join(', ')}` : 'node e2e/stories/run.mjs PROGRAM [--only a,c] [--shots DIR] [--loud] [--again]');
  process.exit(2);
}
let held = 0;
for (const letter of wanted) held += Number(await tell(letter) || (asked.has('--again') && await tell(letter)));
console.log(`${held} of ${wanted.length} stories hold`);
process.exit(held === wanted.length ? 0 : 1);
