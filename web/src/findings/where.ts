// Where an entry of a table is looked at and mended. Pure.
import type { Finding, FindingEntry, FindingSubject } from '../api/findings';

/** The registers that have no page for one line, by their tab: there the line is looked for by its code. */
const TAB: Partial<Record<FindingSubject, string>> = { shelter: 'shelters', vehicle: 'vehicles', team: 'teams', store: 'supplies', contact: 'contacts' };

/** “điểm sơ tán Trường Tiểu học (minh hoạ) (DST-1)” → DST-1; “A Minh – Trưởng thôn” → A Minh; nothing where no code is said. */
export function soughtIn(name: string): string {
  const code = /\(([^()]+)\)\s*$/.exec(name)?.[1];
  if (code && !/\s/.test(code)) return code;
  const person = name.split(' – ')[0] ?? '';
  if (name.includes(' – ') && person.trim() !== '') return person.trim();
  const last = name.trim().split(/\s+/).at(-1) ?? '';
  return /\d/.test(last) ? last : '';
}

/** The register of a unit that a family of findings is about. */
const OF_UNIT: Record<string, string> = { supplies: 'supplies', phones: 'contacts' };
/** Which words the way there has: of a unit, by the register that is opened. */
export const wayTo = (entry: FindingEntry, family: string): FindingSubject | 'supplies' | 'phones' =>
  (entry.what === 'unit' && (family === 'supplies' || family === 'phones') ? family : entry.what);

/** Null where there is no page to go to. */
export function placeOf(entry: FindingEntry, family = ''): string | null {
  const id = encodeURIComponent(entry.id);
  switch (entry.what) {
    case 'zone': return `/zones/${id}`;
    case 'plan': return `/plans/${id}`;
    case 'household': return `/ho-dan/${id}`;
    case 'unit': return OF_UNIT[family] ? `/nguon-luc?so=${OF_UNIT[family]}&don-vi=${id}` : `/coverage?q=${id}`;
    case 'hearing': return '/nguon-tin';
    case 'loan': return '/nguon-luc?so=loans';
    default: {
      const tab = TAB[entry.what];
      const sought = soughtIn(entry.name.vi);
      return tab ? `/nguon-luc?so=${tab}${sought && `&tim=${encodeURIComponent(sought)}`}` : null;
    }
  }
}

/** The kind that is about a commune and is mended at the sources of alerts. */
const UNHEARD = 'sources_silent';

/** Where a finding is mended, and which words the way there has. */
export function mendedAt(finding: Pick<Finding, 'kind' | 'family' | 'about' | 'against'>): { href: string; way: ReturnType<typeof wayTo> } | null {
  const entry = finding.about ?? finding.against;
  if (entry && finding.kind === UNHEARD) return { href: '/nguon-tin', way: 'hearing' };
  const href = entry && placeOf(entry, finding.family);
  return entry && href ? { href, way: wayTo(entry, finding.family) } : null;
}

/** “Bảng vùng: vùng NL-SL-01 phải …” – the table, and what it says. Without a table of reasonable length, all is said. */
export function tableAndWords(fact: string): { table: string | null; words: string } {
  const at = fact.indexOf(': ');
  if (at < 3 || at > 110) return { table: null, words: fact };
  const words = fact.slice(at + 2);
  return { table: fact.slice(0, at), words: words.charAt(0).toUpperCase() + words.slice(1) };
}

/** Both facts in one line, where there is no room for two boxes; without the tables, which the kind of finding tells. */
export const inOneLine = (one: string, other: string): string => `${tableAndWords(one).words.replace(/\.$/, '')} ≠ ${tableAndWords(other).words}`;
