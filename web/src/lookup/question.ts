// What was asked, and its address. The address is the question: it can be sent to a neighbour, kept, or printed. Pure.

export type Origin = 'here' | 'map' | 'photo';
export type Question =
  | { kind: 'point'; lon: number; lat: number; accuracyM?: number; origin?: Origin }
  | { kind: 'place'; commune: string; village?: string };

export const PAGE = '/tra-cuu';
const ORIGINS: Record<string, Origin> = { 'vi-tri': 'here', 'ban-do': 'map', anh: 'photo' };
const ORIGIN_WORDS: Record<Origin, string> = { here: 'vi-tri', map: 'ban-do', photo: 'anh' };

export interface Read { question: Question | null; /** The address asked for something, but not for a place. */ broken: boolean }

export function readAddress(search: string): Read {
  const query = new URLSearchParams(search);
  const [lonText, latText] = [query.get('lon'), query.get('lat')];
  const commune = query.get('xa')?.trim();
  if (lonText !== null || latText !== null) {
    const [lon, lat] = [numberIn(lonText, 180), numberIn(latText, 90)];
    if (lon === null || lat === null) return { question: null, broken: true };
    const accuracyM = Number(query.get('sai-so') ?? Number.NaN);
    return {
      broken: false,
      question: {
        kind: 'point', lon, lat,
        ...(Number.isFinite(accuracyM) && accuracyM > 0 && { accuracyM: Math.round(accuracyM) }),
        ...(ORIGINS[query.get('tu') ?? ''] && { origin: ORIGINS[query.get('tu') ?? ''] }),
      },
    };
  }
  if (commune) {
    const village = query.get('thon')?.trim();
    return { broken: false, question: { kind: 'place', commune, ...(village && { village }) } };
  }
  return { question: null, broken: false };
}

/** A Vietnamese keyboard writes a decimal comma; a pasted link may too. */
function numberIn(text: string | null, limit: number): number | null {
  if (text === null || text.trim() === '') return null;
  const value = Number(text.trim().replace(',', '.'));
  return Number.isFinite(value) && Math.abs(value) <= limit ? rounded(value) : null;
}

/** Six decimals are a hand's breadth; more is noise that makes two links of one place. */
const rounded = (degrees: number) => Number(degrees.toFixed(6));

export function addressOf(question: Question): string {
  const query = new URLSearchParams();
  if (question.kind === 'point') {
    query.set('lon', String(rounded(question.lon)));
    query.set('lat', String(rounded(question.lat)));
    if (question.accuracyM) query.set('sai-so', String(Math.round(question.accuracyM)));
    if (question.origin) query.set('tu', ORIGIN_WORDS[question.origin]);
  } else {
    query.set('xa', question.commune);
    if (question.village) query.set('thon', question.village);
  }
  return `${PAGE}?${query}`;
}

/** The call that answers it. */
export function callOf(question: Question): string {
  if (question.kind === 'point') return `/lookup?lon=${rounded(question.lon)}&lat=${rounded(question.lat)}`;
  const query = new URLSearchParams({ commune: question.commune, ...(question.village && { village: question.village }) });
  return `/lookup/place?${query}`;
}

/** One place, however it was found. */
export const identityOf = (question: Question): string => callOf(question);

/** 14,98123° B, 107,66210° Đ – five decimals are a metre. */
export function coordinates(lon: number, lat: number, lang: 'vi' | 'en'): string {
  const part = (value: number, letters: string) => {
    const text = Math.abs(value).toFixed(5);
    return `${lang === 'vi' ? text.replace('.', ',') : text}° ${letters[value < 0 ? 1 : 0]}`;
  };
  return lang === 'vi' ? `${part(lat, 'BN')}; ${part(lon, 'ĐT')}` : `${part(lat, 'NS')}, ${part(lon, 'EW')}`;
}
