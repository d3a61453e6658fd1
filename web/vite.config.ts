import react from '@vitejs/plugin-react';
import { build, loadEnv, type Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

// What the program sends with every page: a preview that works here works embedded.
const CSP = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

// Not needed in the field every day: kept when it is first used, or when somebody has everything brought to the phone.
const ASIDE = /^assets\/(maplibre-gl|MapView|DrawMap|drawBasemap|useDark|Editor|PlanEditor|ZonesDesk|ApiDocsPage|ImportMap|LookupMap|markdown|lite\.esm)-/;
const PUBLIC = ['favicon.svg', 'app.webmanifest', 'icon-192.png', 'icon-512.png'];

// What is opened every day comes in few files: each is a request of its own, and a phone that had to fetch a hundred was
// slowed down by their number. `start` is what every page needs beside the first file, `common` what the doors of the field share with those that
// are open to everybody, `work` what they share with other pages; what is theirs alone stays with them.
const SRC = decodeURIComponent(new URL('src/', import.meta.url).pathname);
const FIELD = ['app/Inside.tsx', 'app/CommandRoom.tsx', 'moves/outbox.ts'];
const FOR_ALL = ['lookup/LookupPages.tsx', 'apiDocs/ApiDocsPage.tsx', 'app/Doors.tsx'];
interface Graph { getModuleInfo: (id: string) => { importedIds: readonly string[]; dynamicallyImportedIds: readonly string[] } | null }
/** These modules with all they draw in before they run; the icons apart, of which a list draws in every one. */
function drawnIn(ids: readonly string[], graph: Graph): Set<string> {
  const [seen, left] = [new Set<string>(), [...ids]];
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    if (seen.has(id) || id.includes('lucide-react')) continue;
    seen.add(id);
    left.push(...graph.getModuleInfo(id)?.importedIds ?? []);
  }
  return seen;
}
/** What is imported when it is asked for, and by such a thing again. */
function askedFor(from: string, graph: Graph): Set<string> {
  const found = new Set<string>();
  const visit = (entry: string) => {
    for (const id of drawnIn([entry], graph)) for (const later of graph.getModuleInfo(id)?.dynamicallyImportedIds ?? []) if (!found.has(later)) { found.add(later); visit(later); }
  };
  visit(from);
  return found;
}
const within = (names: readonly string[], graph: Graph) => drawnIn(names.map((name) => SRC + name), graph);
type Part = 'boot' | 'start' | 'common' | 'work';
let sets: Record<'boot' | 'start' | 'field' | 'forAll' | 'others', Set<string>> | undefined;
function partOf(id: string, graph: Graph): Part | null {
  sets ??= {
    boot: within(['boot.ts'], graph), start: within(['main.tsx'], graph), field: within(FIELD, graph), forAll: within(FOR_ALL, graph),
    others: drawnIn([...askedFor(`${SRC}boot.ts`, graph)].filter((each) => !FIELD.includes(each.slice(SRC.length))), graph),
  };
  if (sets.boot.has(id)) return 'boot';
  if (sets.start.has(id)) return 'start';
  return !sets.field.has(id) ? null : sets.forAll.has(id) ? 'common' : sets.others.has(id) ? 'work' : null;
}
/** What an earlier part has, a later one does not draw in again. */
const part = (name: Part, priority: number) => ({ priority, debugName: name, name: (id: string, graph: Graph) => (partOf(id, graph) === name ? name : null) });
const PARTS = [
  part('boot', 6),
  part('start', 5),
  { name: 'maplibre-gl', test: /node_modules\/maplibre-gl\//, priority: 4 },
  { name: 'markdown', test: /shared\/richtext\/markdown|node_modules\/(mdast|micromark)/, priority: 4 },
  { name: 'icons', test: /lucide-react/, priority: 3, minShareCount: 2 },
  part('common', 2),
  part('work', 1),
];

/** What every page needs is fetched while the first file, which asks for it, is still on its way. */
const startEarly: Plugin = {
  name: 'start-early',
  apply: 'build',
  transformIndexHtml: { order: 'post', handler: (_, { bundle }) => {
    const start = Object.values(bundle ?? {}).find((file) => file.type === 'chunk' && file.name === 'start');
    return start ? [{ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${start.fileName}` }, injectTo: 'head' }] : [];
  } },
};

/** The service worker: one file of its own, which knows the names of all built files by heart. */
function offlineWorker(): Plugin {
  return {
    name: 'offline-worker',
    apply: 'build',
    async writeBundle(options, bundle) {
      if (!('index.html' in bundle)) return; // the worker's own build, or that of another page
      const files = Object.keys(bundle).filter((name) => name.startsWith('assets/')).sort();
      const page = bundle['index.html'];
      const text = page?.type === 'asset' ? String(page.source) : '';
      // Names carry hashes: the same names are the same build.
      const sum = [...files.join() + text].reduce((h, c) => Math.imul(h ^ (c.codePointAt(0) ?? 0), 0x01000193) >>> 0, 0x811c9dc5);
      const shell = ['/', ...PUBLIC.map((name) => `/${name}`), ...files.filter((name) => !ASIDE.test(name)).map((name) => `/${name}`)];
      const aside = files.filter((name) => ASIDE.test(name)).map((name) => `/${name}`);
      await build({
        configFile: false, publicDir: false, logLevel: 'warn',
        define: { SHELL: JSON.stringify(shell), ASIDE: JSON.stringify(aside), BUILD: JSON.stringify(sum.toString(16)) },
        build: { target: 'es2022', outDir: options.dir, emptyOutDir: false, lib: { entry: 'src/offline/worker.ts', formats: ['iife'], name: 'worker', fileName: () => 'sw.js' } },
      });
    },
  };
}

export default defineConfig(({ mode }) => {
  // The program answers on its own port; during development and preview Vite passes what is its own on.
  const target = loadEnv(mode, '.', 'UNGPHO_').UNGPHO_API ?? 'http://127.0.0.1:8080';
  const proxy = Object.fromEntries(['/api', '/tiles', '/basemap', '/ogc', '/cap', '/openapi.json'].map((path) => [path, { target }]));
  return {
    plugins: [react(), startEarly, offlineWorker()],
    server: { proxy },
    preview: { proxy, headers: { 'Content-Security-Policy': CSP } },
    build: {
      target: 'es2022',
      // Nothing is inlined as data: – the Content-Security-Policy allows the program's own files only.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1200,
      rolldownOptions: { output: { codeSplitting: { groups: PARTS } } },
    },
    worker: { format: 'es' },
    test: { environment: 'node', include: ['src/**/*.test.ts'] },
  };
});
