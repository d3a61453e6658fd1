// Hours between the warning and the onset by level, as a plan reckons with them; kept in minutes. Pure.

/** By the digit of the level; 0 stands for any level that is not named. */
export type LeadTimes = Readonly<Record<string, number>>;

export const MOST_MINUTES = 20_160;

/** 90 minutes are 1,5 hours to who types them. */
export const hoursText = (minutes: number | undefined): string => (minutes === undefined ? '' : String(Math.round((minutes / 60) * 100) / 100).replace('.', ','));

/** The minutes that were meant; null where the field is empty, nothing where it is no time of up to 14 days. */
export function minutesOf(text: string): number | null | undefined {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return null;
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(plain)) return undefined;
  const minutes = Math.round(Number(plain) * 60);
  return minutes >= 1 && minutes <= MOST_MINUTES ? minutes : undefined;
}
