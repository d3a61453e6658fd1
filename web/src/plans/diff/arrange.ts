// Puts what differs into the order in which it is read.
import type { ArrangementChange } from '../../api/allocation';
import type { Line, Word, ZoneChange } from './types';

/** A row of two columns: what stood there, what stands there now; null where there is nothing on that side. */
export interface Pair { before: Side | null; after: Side | null }
export interface Side { words: Word[]; changed: boolean }
/** Unchanged lines in a row that are not worth reading. */
export interface Gap { hidden: number; lines: Pair[] }

const AROUND = 1;

/** Lines side by side; long unchanged stretches are folded, with one line kept on either side of a change. */
export function sideBySide(lines: readonly Line[]): (Pair | Gap)[] {
  const pairs: { pair: Pair; same: boolean }[] = [];
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i];
    if (!line) continue;
    if (line.kind === 'same') pairs.push({ same: true, pair: { before: plain(line.text, false), after: plain(line.text, false) } });
    else if (line.kind === 'changed') {
      const words = line.words ?? [];
      pairs.push({
        same: false,
        pair: {
          before: { changed: true, words: words.filter((word) => word.kind !== 'added') },
          after: { changed: true, words: words.length > 0 ? words.filter((word) => word.kind !== 'removed') : [{ kind: 'same', text: line.text }] },
        },
      });
    } else if (line.kind === 'removed') {
      // A line that went and the line that came in its place stand beside each other.
      const next = lines[i + 1];
      const after = next?.kind === 'added' ? plain(next.text, true) : null;
      pairs.push({ same: false, pair: { before: plain(line.text, true), after } });
      if (after) i += 1;
    } else pairs.push({ same: false, pair: { before: null, after: plain(line.text, true) } });
  }
  return folded(pairs);
}

const plain = (text: string, changed: boolean): Side => ({ changed, words: [{ kind: 'same', text }] });

function folded(pairs: { pair: Pair; same: boolean }[]): (Pair | Gap)[] {
  const near = pairs.map((_, i) => pairs.slice(Math.max(0, i - AROUND), i + AROUND + 1).some((each) => !each.same));
  const out: (Pair | Gap)[] = [];
  pairs.forEach(({ pair }, i) => {
    const last = out.at(-1);
    if (near[i]) out.push(pair);
    else if (last && 'hidden' in last) {
      last.hidden += 1;
      last.lines.push(pair);
    } else out.push({ hidden: 1, lines: [pair] });
  });
  return out;
}

const WEIGHT: Record<string, number> = { removed: 0, added: 1, moved: 2, level_changed: 3 };
/** Changes by zone; zones that went or came before those that only changed. */
export function byZone(changes: readonly ZoneChange[]): { code: string; name: string; changes: ZoneChange[] }[] {
  const zones = new Map<string, ZoneChange[]>();
  for (const change of changes) zones.set(change.code, [...(zones.get(change.code) ?? []), change]);
  const weight = (of: ZoneChange[]) => Math.min(...of.map((change) => WEIGHT[change.kind ?? ''] ?? 9));
  return [...zones.entries()]
    .sort((a, b) => weight(a[1]) - weight(b[1]) || a[0].localeCompare(b[0], 'vi', { numeric: true }))
    .map(([code, of]) => ({ code, name: of.find((change) => change.name)?.name ?? '', changes: of }));
}

/** What is arranged, zone by zone, in the order of their codes; within a zone as the server tells it. */
export function byArrangedZone(changes: readonly ArrangementChange[]): { code: string; changes: ArrangementChange[] }[] {
  const zones = new Map<string, ArrangementChange[]>();
  for (const change of changes) zones.set(change.zone, [...(zones.get(change.zone) ?? []), change]);
  return [...zones.entries()].sort(([a], [b]) => a.localeCompare(b, 'vi', { numeric: true })).map(([code, of]) => ({ code, changes: of }));
}

/** A line of CommonMark as it is read: bullets for dashes, no marks for bold and headings. `first` begins a line. */
export function plainText(text: string, first: boolean): string {
  const bare = text.replace(/\*\*/g, '').replace(/\\([!-/:-@[-`{-~])/g, '$1');
  return first ? bare.replace(/^#+\s+/, '').replace(/^(\s*)[-*+]\s+/, '$1• ') : bare;
}
