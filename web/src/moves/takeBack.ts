// Taking a slip back: which reports are, who may take back which, and where a household stands without them. The server
// folds all reports anew (docs/adr/0023); this only bridges the time until its record comes, from what was read. Pure.
import { peopleNow } from './overlay';
import { COUNTS, type Conflict, type Difference, type PropertyLine, type Relocation, type RelocationWithReports, type Report, type Said, type Standing } from './types';

/** The reports that were taken back, each with the first report that did it; not by who may not (the server says who). */
export function takenBackBy(reports: readonly Report[]): Map<string, Report> {
  const by = new Map<string, Report>();
  for (const report of reports) {
    const slip = report.outcome === 'not_permitted' ? undefined : report.said.takes_back;
    if (!slip) continue;
    // What was placed by hand is taken back under the id with which it was said first, too.
    const called = reports.find((each) => each.first_said === slip)?.id ?? slip;
    if (!by.has(called)) by.set(called, report);
  }
  return by;
}

const WITHIN_MS = 12 * 3_600_000;
/** How the server writes who said something. */
export const speakerName = (account: { display_name: string; name: string }): string => `${account.display_name} (${account.name})`;

/**
 * Whether `speaker` may take this report back here, if it is not taken back already: their own of the last hours, and
 * whoever `decides` in the commune what anybody said.
 */
export function mayTakeBack(report: Report, speaker: string | null, gone: ReadonlySet<string>, now: Date, decides = false): boolean {
  if (speaker === null || report.said.takes_back !== undefined || gone.has(report.id)) return false;
  return decides || (report.by === speaker && now.getTime() - Date.parse(report.received_at) <= WITHIN_MS);
}

/** What of a relocation its reports decide. */
export function standingOf(r: Relocation): Standing {
  const { state, state_at, state_by, present, departed, arrived, returned, destination, reason, coercion, remarks, property, conflicts, differences, people, uncounted } = r;
  return { state, state_at, state_by, present, departed, arrived, returned, destination, reason, coercion, remarks, property, conflicts, differences, people, uncounted };
}

/** Where the relocation stands without these reports: of every field the latest word that is left. */
export function standingWithout(record: RelocationWithReports, gone: ReadonlySet<string>): Standing {
  const inTime = [...record.reports].sort((a, b) => a.happened_at.localeCompare(b.happened_at) || a.id.localeCompare(b.id));
  const left = inTime.filter((report) => !gone.has(report.id)).reverse();
  const state = left.find((report) => report.said.state !== undefined);
  const last = <K extends keyof Said>(field: K): NonNullable<Said[K]> | null => left.find((report) => report.said[field] !== undefined)?.said[field] ?? null;
  const counts = Object.fromEntries(COUNTS.map((count) => [count, last(count)])) as Pick<Standing, (typeof COUNTS)[number]>;
  const next = {
    ...standingOf(record), ...counts,
    state: state?.said.state ?? ('unknown' as const), state_at: state?.happened_at ?? null, state_by: state?.by ?? null,
    destination: last('destination'), reason: last('reason'), coercion: last('coercion'),
    remarks: record.remarks.filter((remark) => !gone.has(remark.report)),
    property: record.property.flatMap((line) => lineWithout(line, record.reports.filter((report) => gone.has(report.id)), left)),
  };
  return {
    ...next, ...peopleNow({ ...next, listed: record.listed }),
    conflicts: record.conflicts.flatMap((conflict) => conflictWithout(conflict, gone)),
    differences: record.differences.filter((difference) => stillDiffers(difference, next)),
  };
}

/** A line of which only slips spoke goes; of the others the state is the last word that is left (latest first), or as lists open. */
function lineWithout(line: PropertyLine, slips: readonly Report[], left: readonly Report[]): PropertyLine[] {
  const wordsOn = (reports: readonly Report[]) => reports.flatMap((report) => report.said.property ?? []).filter((said) => said.line_id === line.id);
  const slipped = wordsOn(slips);
  if (slipped.length === 0) return [line];
  const kept = wordsOn(left);
  if (kept.length === 0 && slipped.some((said) => said.what !== undefined)) return [];
  return [{ ...line, state: kept.find((said) => said.state !== undefined)?.state ?? 'to_move' }];
}

function conflictWithout(conflict: Conflict, gone: ReadonlySet<string>): Conflict[] {
  const said = conflict.said.filter((heard) => !gone.has(heard.report));
  return new Set(said.map((heard) => JSON.stringify(heard.value))).size > 1 ? [{ ...conflict, said }] : [];
}

const stillDiffers = (d: Difference, held: Pick<Standing, (typeof COUNTS)[number]>): boolean =>
  held[d.of] === d.of_number && (d.against === 'listed' || held[d.against] === d.against_number);
