// How what is said of a household reads: destinations, property, a whole report in a line.
import type { Shelter } from '../api/types';
import type { Words } from '../i18n';
import { number } from '../shared/format';
import type { PropertyRow } from './tally';
import { COUNTS, type ConflictWord, type Destination, type PropertyLine, type Report, type Said } from './types';

type Say = Pick<Words, 't' | 'lang'>;

/** “tập trung, Trường tiểu học Đăk Thun”; what is said of the place stands last. */
export function destinationWords(to: Destination, shelters: readonly Pick<Shelter, 'id' | 'name'>[], { t }: Pick<Words, 't'>): string {
  const shelter = to.shelter_id && shelters.find((each) => each.id === to.shelter_id)?.name;
  return [t(`moves.form.${to.kind}`), shelter, to.place].filter(Boolean).join(', ');
}

/** The device a word was said on; null at a desk, nothing where neither the word nor the reports that were read tell. */
export const deviceOf = (word: ConflictWord, reports: readonly Report[] = []): string | null | undefined =>
  word.device !== undefined ? word.device : reports.find((report) => report.id === word.report)?.device;

/** “máy web-1f3”, “nhập tại cơ quan”. */
export function placeWords(device: string | null | undefined, { t }: Pick<Words, 't'>): string {
  if (device === undefined) return '';
  return device === null ? t('moves.conflict.desk') : t('moves.conflict.device', { device });
}

/** “4 con gia súc”; a line without a number says so. */
export function lineWords(line: Pick<PropertyLine, 'what' | 'quantity' | 'unit'>, { t, lang }: Say): string {
  return line.quantity === null ? `${line.what} (${t('moves.property.noNumber')})` : [number(line.quantity, lang, 2), line.unit, line.what].filter(Boolean).join(' ');
}

/** “gia súc, gia cầm: còn 12 con, đã di dời 3”. */
const propertyMainWords = ({ kind, unit, amounts }: PropertyRow, { t, lang }: Say): string =>
  t('moves.head.propertyLine', { kind: t(`moves.propertyKind.${kind}`), left: [number(amounts.to_move, lang), unit].filter(Boolean).join(' '), moved: number(amounts.moved, lang) });
/** “kê cao 2, để lại 1”; nothing where neither was done. */
export const propertyRestWords = ({ amounts }: PropertyRow, { t, lang }: Say): string =>
  amounts.raised_in_place + amounts.left > 0 ? t('moves.head.propertyRest', { raised: number(amounts.raised_in_place, lang), leftBehind: number(amounts.left, lang) }) : '';
export const propertyRowWords = (row: PropertyRow, words: Say): string => [propertyMainWords(row, words), propertyRestWords(row, words)].filter(Boolean).join(', ');

/** Everything a report says, as a line. */
export function saidWords(said: Said, property: readonly PropertyLine[], shelters: readonly Pick<Shelter, 'id' | 'name'>[], words: Say): string {
  const { t, lang } = words;
  const counts = COUNTS.flatMap((name) => {
    const n = said[name];
    return n === undefined ? [] : [t('moves.history.said.count', { what: t(`moves.countName.${name}`), n: number(n, lang) })];
  });
  const lines = (said.property ?? []).map((spoken) => {
    const what = spoken.what ?? property.find((line) => line.id === spoken.line_id)?.what ?? '';
    return `${what}${spoken.state ? ` ${t(`moves.propertyState.${spoken.state}`)}` : ''}`;
  });
  return [
    said.state && t(`moves.state.${said.state}`),
    ...counts,
    said.destination && t('moves.history.said.going', { where: destinationWords(said.destination, shelters, words) }),
    said.reason && t('moves.history.said.reason', { text: said.reason }),
    said.coercion && t('moves.history.said.coercion', { text: said.coercion }),
    lines.length > 0 && t('moves.history.said.property', { what: lines.join(', ') }),
    said.explains && t('moves.history.said.explains', { text: said.explains.why }),
    said.takes_back && t('moves.history.said.takesBack'),
    said.remark && `“${said.remark}”`,
  ].filter(Boolean).join(' · ');
}
