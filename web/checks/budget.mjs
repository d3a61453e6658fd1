// What the built app weighs, held against its budget. A phone in a valley pays for every byte:
//   – what every first visit loads before anything stands on the screen is at most 130 kB of script, compressed;
//   – the screens of a commune (checklist, households, what is kept on the phone) never draw the map in with them;
//   – they come in few files: each is a request of its own, and a hundred of them took a slow phone half a second;
//   – index.html has no script of its own, which the Content-Security-Policy would refuse.
//   node checks/budget.mjs [DIST]   after `vite build --manifest`
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const ENTRY_KB = 130;
const FILES = 20;
const COMMUNE = { checklist: ['src/app/Inside.tsx', 'src/app/CommandRoom.tsx'], households: ['src/app/Inside.tsx', 'src/moves/MovePages.tsx'], kept: ['src/app/Inside.tsx', 'src/offline/FieldLine.tsx'] };
const MAP = /maplibre|MapView|useGroundMap|drawBasemap|DrawMap/;

const dist = process.argv[2] ?? new URL('../dist', import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
const faults = [];

/** A chunk and all it needs before it runs: the keys of the manifest. What is imported later, when it is asked for, is not among them. */
function drawnIn(names) {
  const seen = new Set();
  const visit = (name) => {
    if (seen.has(name)) return;
    if (!manifest[name]) throw new Error(`${name} is no chunk of the build: name it anew in checks/budget.mjs`);
    seen.add(name);
    manifest[name].imports?.forEach(visit);
  };
  names.forEach(visit);
  return [...seen];
}
const weight = (names) => names.reduce((sum, name) => sum + (manifest[name].file.endsWith('.js') ? gzipSync(readFileSync(join(dist, manifest[name].file))).length : 0), 0);
const kb = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

// The first file, and what every page needs beside it.
const ENTRY = ['index.html', Object.keys(manifest).find((key) => manifest[key].name === 'start') ?? 'start'];
const entry = weight(drawnIn(ENTRY));
if (entry > ENTRY_KB * 1000) faults.push(`the entry weighs ${kb(entry)}, over ${ENTRY_KB} kB`);

const figures = [`entry ${kb(entry)} of ${ENTRY_KB}`];
for (const [screen, names] of Object.entries(COMMUNE)) {
  const chunks = drawnIn([...ENTRY, ...names]);
  figures.push(`${screen} ${kb(weight(chunks))} in ${chunks.length} files`);
  if (chunks.length > FILES) faults.push(`${screen} comes in ${chunks.length} files, over ${FILES}`);
  for (const name of chunks.filter((each) => MAP.test(each) || MAP.test(manifest[each].file))) faults.push(`${screen} draws the map in: ${name}`);
}
const map = Object.keys(manifest).find((name) => /^_maplibre-gl/.test(name));
if (map) figures.push(`map apart ${kb(weight([map]))}`);
else faults.push('the map is no chunk of its own');

const page = readFileSync(join(dist, 'index.html'), 'utf8');
const inline = [...page.matchAll(/<script\b([^>]*)>([^<]*)/g)].filter(([, attributes, body]) => !/\bsrc=/.test(attributes) || body.trim() !== '');
if (inline.length > 0 || /\son[a-z]+=|javascript:/i.test(page)) faults.push('a script stands in index.html');

console.log(`byte budget (gzip): ${figures.join(' · ')} · scripts in index.html: ${inline.length}`);
for (const fault of faults) console.error(`budget: ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;
