// What goes on paper, village by village. On the wall nothing but code, short name, how many and where to. Pure.
import type { Relocation } from './types';

const collator = new Intl.Collator('vi', { numeric: true });

/** “Nguyễn Văn Hùng” → “N.V. Hùng”: known to the neighbours, not to a stranger. One word stays as it is. */
export function shortName(name: string): string {
  const words = name.normalize('NFC').trim().split(/\s+/).filter(Boolean);
  const last = words.pop();
  if (!last) return '';
  const initials = words.map((word) => `${[...word][0]?.toLocaleUpperCase('vi') ?? ''}.`).join('');
  return initials ? `${initials} ${last}` : last;
}

/** What the code on the roll call says: whose it is and where. No name, no number. */
export const qrText = (record: Pick<Relocation, 'commune_code' | 'code'>): string => `UNGPHO:${record.commune_code}:${record.code}`;

export interface VillageSheet { village: string; households: Relocation[]; people: number }
/** Households by village, in the order of their codes; groups outside the register stand last. */
export function sheetsOf(records: readonly Relocation[], village: string): VillageSheet[] {
  const by = new Map<string, Relocation[]>();
  for (const record of records) if (record.is_current && (village === '' || record.village === village)) by.set(record.village, [...(by.get(record.village) ?? []), record]);
  return [...by].sort(([a], [b]) => collator.compare(a, b)).map(([name, households]) => ({
    village: name,
    households: households.sort((a, b) => Number(a.code === '') - Number(b.code === '') || collator.compare(a.code || (a.label ?? ''), b.code || (b.label ?? ''))),
    people: households.reduce((total, each) => total + each.people, 0),
  }));
}
