// The steps of taking a map file in, and what is sent at each. Pure: no screen, no network. Nothing is written but by
// `queryOf(…, false)`, which is asked for in the last step only.
import type { ImportDraft, ImportItem, ImportKind, ImportQuestion, QuestionCode, UnitImport } from './types';

export const STEPS = ['file', 'place', 'columns', 'rows', 'confirm', 'result'] as const;
export type Step = (typeof STEPS)[number];

/** Where zones go: into the draft of a plan, or into force at once. */
export type Into = { plan: string } | 'force';
export interface Settings {
  kind: ImportKind; into: Into | null; hazard: string; level: string; asOf: string;
  crs: string | null; axis: string | null; commune: string | null; internal: boolean; map: Readonly<Record<string, string>>;
  /** Places in the file whose offered repair is taken. */
  taken: readonly number[];
}
export interface Wizard {
  step: Step; settings: Settings; file: { name: string; bytes: number } | null;
  draft: ImportDraft | null;
  /** Answers and files are counted, so that an answer to an older question is known and dropped. */
  asked: number; busy: boolean; error: unknown; result: ImportDraft | null;
}
export type Event =
  | { do: 'settings'; change: Partial<Settings> }
  | { do: 'file'; name: string; bytes: number }
  | { do: 'ask' } | { do: 'drafted'; asked: number; draft: ImportDraft } | { do: 'failed'; asked: number; error: unknown }
  | { do: 'answer'; code: QuestionCode; value: string }
  | { do: 'map'; field: string; property: string | null }
  | { do: 'take'; items: number[]; taken: boolean }
  | { do: 'go'; step: Step }
  | { do: 'written'; result: ImportDraft } | { do: 'anew' };

export const begin = (settings: Partial<Settings> = {}): Wizard => ({
  step: 'file', file: null, draft: null, asked: 0, busy: false, error: null, result: null,
  settings: { kind: 'zones', into: null, hazard: '', level: '', asOf: '', crs: null, axis: null, commune: null, internal: false, map: {}, taken: [], ...settings },
});

export function after(state: Wizard, event: Event): Wizard {
  const set = (change: Partial<Settings>): Wizard => ({ ...state, settings: { ...state.settings, ...change } });
  switch (event.do) {
    case 'settings': return event.change.kind && event.change.kind !== state.settings.kind ? { ...begin({ kind: event.change.kind }), file: state.file, asked: state.asked } : set(event.change);
    // Another file: what was answered about the last one is not held against it.
    case 'file': return { ...set({ crs: null, axis: null, commune: null, internal: false, map: {}, taken: [] }), file: { name: event.name, bytes: event.bytes }, draft: null, error: null };
    case 'ask': return { ...state, busy: true, error: null, asked: state.asked + 1 };
    case 'drafted': return event.asked === state.asked ? { ...state, busy: false, draft: event.draft, settings: { ...state.settings, taken: state.settings.taken.filter((i) => event.draft.items[i]?.repair) } } : state;
    case 'failed': return event.asked === state.asked ? { ...state, busy: false, error: event.error } : state;
    case 'answer': return set(answerOf(state.settings, event.code, event.value));
    case 'map': {
      const { [event.field]: _, ...rest } = state.settings.map;
      return set({ map: event.property === null ? { ...rest, [event.field]: '' } : { ...rest, [event.field]: event.property } });
    }
    case 'take': {
      const kept = state.settings.taken.filter((i) => !event.items.includes(i));
      return set({ taken: event.taken ? [...kept, ...event.items].sort((a, b) => a - b) : kept });
    }
    case 'go': return mayGo(state, event.step) ? { ...state, step: event.step, error: null } : state;
    case 'written': return { ...state, busy: false, step: 'result', result: event.result };
    case 'anew': return begin({ kind: state.settings.kind, into: state.settings.into });
  }
}

/** What an answer sets; the values are those the question offered. */
function answerOf(settings: Settings, code: QuestionCode, value: string): Partial<Settings> {
  switch (code) {
    case 'axis': return { axis: value };
    case 'no_commune': return { commune: value };
    case 'vn2000_internal': return value === 'true' || value === 'false' ? { internal: value === 'true' } : { crs: value };
    case 'mapping': { const [field = '', property = ''] = value.includes(':') ? value.split(':') : ['code', value]; return { map: { ...settings.map, [field]: property } }; }
    default: return { crs: value };
  }
}

const OF_COLUMNS: readonly QuestionCode[] = ['mapping'];
/** Open questions of a step: where the numbers lie is asked apart from what the columns mean. */
export const questionsAt = (draft: ImportDraft | null, step: Step): ImportQuestion[] =>
  (draft?.questions ?? []).filter(({ code }) => (step === 'columns' ? OF_COLUMNS.includes(code) : step === 'place' && !OF_COLUMNS.includes(code)));

/** The steps this file needs. Where the numbers lie is a step even without a question: it is shown, to be seen. */
export function stepsOf(state: Wizard): Step[] {
  if (state.settings.kind === 'admin-units') return ['file', 'rows', 'confirm', 'result'];
  return STEPS.filter((step) => step !== 'columns' || !state.draft || state.draft.mapping.length > 0);
}

export function mayGo(state: Wizard, to: Step): boolean {
  const steps = stepsOf(state);
  if (!steps.includes(to) || state.busy || state.step === 'result') return false;
  if (to === 'file') return true;
  if (to === 'result' || !state.draft) return false;
  const before = steps.slice(0, steps.indexOf(to));
  if (before.some((step) => questionsAt(state.draft, step).length > 0)) return false;
  return to !== 'confirm' || (writes(state) > 0 && (state.settings.kind !== 'zones' || state.settings.into !== null));
}
export const nextOf = (state: Wizard): Step | undefined => { const steps = stepsOf(state); return steps[steps.indexOf(state.step) + 1]; };
export const backOf = (state: Wizard): Step | undefined => { const steps = stepsOf(state); return steps[steps.indexOf(state.step) - 1]; };

/** How many things would be written: new, changed, and repaired by choice. */
export const writes = ({ draft, settings }: Wizard): number => (draft ? draft.counts.added + draft.counts.changed + draft.counts.repaired + settings.taken.length : 0);
/** The places whose repair can be chosen. */
export const repairable = (items: readonly ImportItem[]): number[] => items.flatMap((item, i) => (item.repair && item.fate === 'held' ? [i] : []));
export const allTaken = ({ draft, settings }: Wizard): boolean => { const all = repairable(draft?.items ?? []); return all.length > 0 && all.every((i) => settings.taken.includes(i)); };

export function queryOf(state: Wizard, dryRun: boolean): string {
  const { settings: s, file } = state;
  const query = new URLSearchParams({ name: file?.name ?? 'file', dry_run: String(dryRun) });
  const put = (name: string, value: string | null) => { if (value) query.set(name, value); };
  put('crs', s.crs);
  if (s.kind === 'admin-units') { put('as_of', s.asOf); return query.toString(); }
  put('axis', s.axis);
  put('commune', s.commune);
  if (s.internal) query.set('vn2000_internal', 'true');
  put('map', Object.entries(s.map).map(([field, property]) => `${field}:${property}`).join(','));
  if (s.kind === 'zones') {
    put('hazard', s.hazard);
    put('level', s.level);
    if (s.into === 'force') query.set('in_force', 'true');
    else if (s.into) query.set('plan', s.into.plan);
    // Repairs chosen one by one follow as a file of their own; all of them at once the server takes itself.
    query.set('repair', allTaken(state) ? 'all' : 'offered');
  }
  return query.toString();
}

/** The chosen repairs as a file of their own, where not all are taken; null where none has to follow. */
export function repairsFile(state: Wizard): GeoJSON.FeatureCollection | null {
  const { draft, settings } = state;
  if (!draft || settings.taken.length === 0 || allTaken(state)) return null;
  return {
    type: 'FeatureCollection',
    features: settings.taken.flatMap((i): GeoJSON.Feature[] => {
      const item = draft.items[i];
      if (!item?.repair) return [];
      const { code, name, hazard, commune_code, level } = item;
      return [{ type: 'Feature', geometry: item.repair.geometry, properties: { code, name, hazard, commune_code, evacuate_from_level: level } }];
    }),
  };
}

/** Two answers as one: the file's, and that of the repairs that followed it. */
export function withRepairs(first: ImportDraft, repairs: ImportDraft, taken: readonly number[]): ImportDraft {
  const items = first.items.map((item, i) => {
    const at = taken.indexOf(i);
    const done = at < 0 ? undefined : repairs.items[at];
    return done ? { ...done, place: item.place, fate: done.fate === 'added' || done.fate === 'changed' ? ('repaired' as const) : done.fate } : item;
  });
  const counts = { added: 0, changed: 0, unchanged: 0, repaired: 0, held: 0, refused: 0 };
  for (const item of items) counts[item.fate] += 1;
  return { ...first, items, counts };
}

/** Units come counted; what was refused and what changes is listed. */
export function fromUnits(unit: UnitImport, name: string): ImportDraft {
  const item = (place: string, reason: ImportItem['reasons'][number], fate: ImportItem['fate']): ImportItem =>
    ({ place: { vi: place, en: place }, code: null, name: null, hazard: null, commune_code: null, commune_name: null, level: null, fate, reasons: [reason], faults: [], repair: null, geometry: null, area_m2: null });
  return {
    dry_run: unit.dry_run, file: { format: name.split('.').pop() ?? '', crs_stated: 'missing', crs_words: null, features: unit.provinces + unit.districts + unit.communes }, crs: null, questions: [], mapping: [], remarks: [],
    items: [...unit.refused.map((row) => item(row.place, row.reason, 'refused')), ...unit.changes.map((change) => item('', change, 'changed'))],
    counts: { added: unit.added, changed: unit.changed + unit.updated + unit.closed, unchanged: unit.unchanged, repaired: 0, held: 0, refused: unit.refused.length }, summary: unit.summary,
  };
}
