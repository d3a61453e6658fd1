// Two people of one team fill in one record. What only one of them changed is kept; what both changed a person decides. Pure.
import type { PointMark, RecordContent } from '../api/inspections';

const PARTS = ['grade', 'remark', 'responsible', 'due_on', 'owed_by'] as const;
const HEAD = ['inspected_on', 'present', 'conclusion'] as const;
type Part = (typeof PARTS)[number];
type HeadPart = (typeof HEAD)[number];

/** A place that both changed: a mark as a whole, since a grade without its remark says nothing, or a line of the head. */
export type Clash = { at: 'mark'; code: string; mine: PointMark; theirs: PointMark } | { at: 'head'; part: HeadPart; mine: string | null; theirs: string | null };
export const keyOf = (clash: Clash): string => (clash.at === 'mark' ? `mark ${clash.code}` : `head ${clash.part}`);

const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
const changed = (base: PointMark | undefined, now: PointMark): Part[] => PARTS.filter((part) => !same(base?.[part] ?? (part === 'grade' ? 'unknown' : part === 'remark' ? '' : null), now[part]));

/** `mine` with what only they changed since `base`. Where both did, mine stands until somebody chooses. */
export function joined(base: RecordContent, mine: RecordContent, theirs: RecordContent): { content: RecordContent; clashes: Clash[] } {
  const clashes: Clash[] = [];
  const head = Object.fromEntries(HEAD.map((part) => {
    const [i, they] = [!same(base[part], mine[part]), !same(base[part], theirs[part])];
    if (i && they && !same(mine[part], theirs[part])) clashes.push({ at: 'head', part, mine: mine[part], theirs: theirs[part] });
    return [part, i ? mine[part] : theirs[part]];
  })) as Pick<RecordContent, HeadPart>;
  const codes = [...new Set([...theirs.points, ...mine.points].map((mark) => mark.code))];
  const find = (content: RecordContent, code: string) => content.points.find((mark) => mark.code === code);
  const points = codes.flatMap((code): PointMark[] => {
    const [was, own, other] = [find(base, code), find(mine, code), find(theirs, code)];
    if (!own || !other) return own ? [own] : other ? [other] : [];
    const [i, they] = [changed(was, own), changed(was, other)];
    if (i.length === 0) return [other];
    if (they.length === 0 || same(own, other)) return [own];
    const both = i.filter((part) => they.includes(part) && !same(own[part], other[part]));
    // A grade of one hand and a remark of the other may contradict each other.
    if (both.length > 0 || i.includes('grade') || they.includes('grade')) {
      clashes.push({ at: 'mark', code, mine: own, theirs: other });
      return [own];
    }
    return [{ ...other, ...Object.fromEntries(i.map((part) => [part, own[part]])) }];
  });
  return { content: { ...head, points }, clashes };
}

/** The content with theirs in the places that are named. */
export function withTheirs(content: RecordContent, clashes: readonly Clash[], theirs: ReadonlySet<string>): RecordContent {
  return clashes.filter((clash) => theirs.has(keyOf(clash))).reduce((whole, clash) => (
    clash.at === 'head' ? { ...whole, [clash.part]: clash.theirs } : { ...whole, points: whole.points.map((mark) => (mark.code === clash.code ? clash.theirs : mark)) }
  ), content);
}
