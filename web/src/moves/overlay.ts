// What a person said stands on the screen at once, laid over the server's record until the server's record has it; what
// they took back goes from it as soon.
// The server folds all reports by their times; this only shows the own last words. Pure.
import { targetOf, type Entry, type Operation } from './outbox';
import { COUNTS, type PropertyLine, type PropertySaid, type Relocation, type Said, type Taken } from './types';

/**
 * The record with what was said and is not yet in it; `waits` counts what the server has not answered. A slip that was
 * taken back is not shown: left out where it is not in the record yet, and where it is, the record goes back to where
 * it stood without it, and the later own words are laid over that.
 */
export function laidOver<T extends Relocation>(record: T, all: readonly Entry[]): T & { waits: number } {
  const own = all.filter(({ operation, taken }) => targetOf(operation) === record.id && counts(taken) && !(taken && taken.revision <= record.revision));
  const gone = takenBackIn(own);
  const inHand = new Set(own.map((entry) => entry.operation.id));
  const restored = own.reduce((held, { operation, restores }) => (restores && !inHand.has(slipOf(operation) ?? '') ? { ...held, ...restores } : held), record);
  const shown = own.reduce((held, { operation }) => (operation.relocation && !gone.has(operation.id) ? withSaid(held, operation.relocation.said, operation.happened_at) : held), restored);
  return { ...shown, waits: own.filter((entry) => !entry.taken).length };
}

/** What found no place, or takes back what others said, changes nothing. */
export const counts = (taken: Taken | undefined): boolean => taken?.outcome !== 'unplaced' && taken?.outcome !== 'not_permitted';

const slipOf = (operation: Operation): string | undefined => operation.relocation?.said.takes_back;
/** The reports that entries of the outbox take back. */
export const takenBackIn = (all: readonly Entry[]): Set<string> => new Set(all.flatMap(({ operation }) => slipOf(operation) ?? []));

export function withSaid<T extends Relocation>(record: T, said: Said, at: string): T {
  const next = { ...record };
  if (said.state && !(record.state_at && record.state_at > at)) {
    next.state = said.state;
    next.state_at = at;
  }
  for (const count of COUNTS) if (said[count] !== undefined) next[count] = said[count] ?? null;
  if (said.destination) next.destination = said.destination;
  if (said.reason !== undefined) next.reason = said.reason;
  if (said.coercion !== undefined) next.coercion = said.coercion;
  if (said.property) next.property = said.property.reduce(withLine, record.property);
  const settled = new Set<string>([...COUNTS.filter((count) => said[count] !== undefined), ...(said.destination ? ['destination'] : [])]);
  next.conflicts = record.conflicts.filter((conflict) => !settled.has(conflict.field));
  const explains = said.explains;
  if (explains) {
    next.differences = record.differences.map((difference) =>
      difference.of === explains.of && difference.against === explains.against ? { ...difference, explained: { why: explains.why, by: '', at } } : difference);
  }
  return { ...next, ...peopleNow(next) };
}

function withLine(lines: PropertyLine[], said: PropertySaid): PropertyLine[] {
  const { line_id, ...rest } = said;
  const known = lines.some((line) => line.id === line_id);
  const fresh: PropertyLine = { id: line_id, kind: 'other', what: '', quantity: null, unit: '', state: 'to_move' };
  return (known ? lines : [...lines, fresh]).map((line) => (line.id === line_id ? { ...line, ...rest } : line));
}

/** How many people this is about now, by the best count there is; the register's where nobody has counted. */
export function peopleNow(r: Pick<Relocation, 'state' | 'listed' | 'present' | 'departed' | 'arrived' | 'returned'>): { people: number; uncounted: boolean } {
  const { present, departed, arrived, returned } = r;
  const counts = { unknown: [present], notified: [present], agreed: [present], refused: [present], departed: [departed, present],
    arrived: [arrived, departed, present], transferred: [arrived, departed, present], cannot_return: [arrived, departed, present],
    returned: [returned, arrived, departed, present] }[r.state];
  const counted = counts.find((count) => count !== null);
  return counted === undefined || counted === null ? { people: r.listed, uncounted: true } : { people: counted, uncounted: false };
}
