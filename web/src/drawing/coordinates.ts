// Coordinates as people type and paste them: a corner a line, “kinh độ vĩ độ” in degrees with point or comma, or degrees
// minutes and seconds with B, N, Đ, T of Vietnamese maps. There N is nam, south; in an English list N is north. A line
// with B, Đ or T is Vietnamese; one with E, W or S is English; N alone, between numbers of Vietnam, is taken by its size.
import { finePoint, type Point } from './rings';

export type Corners = { corners: Point[] } | { fault: 'line' | 'few'; line: number; text: string };

/** A list of corners; an empty line is passed over, a repeated first corner at the end is dropped. */
export function cornersFrom(text: string): Corners {
  const corners: Point[] = [];
  const lines = text.split(/\r?\n|;\s*(?=\S)/);
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const found = cornerFrom(line);
    if (!found) return { fault: 'line', line: i + 1, text: line.trim() };
    corners.push(found);
  }
  const [first, last] = [corners[0], corners.at(-1)];
  if (corners.length > 3 && first && last && first[0] === last[0] && first[1] === last[1]) corners.pop();
  return corners.length < 3 ? { fault: 'few', line: 0, text: '' } : { corners };
}

export const textOf = (corners: readonly Point[]): string => corners.map(([lon, lat]) => `${lon.toFixed(6)} ${lat.toFixed(6)}`).join('\n');

type Axis = 'lon' | 'lat';
interface Angle { degrees: number; axis: Axis | null }

export function cornerFrom(line: string): Point | null {
  const text = line.normalize('NFC').trim().toUpperCase();
  if (/[^\d\s.,°º˚'’′´"”″“BNĐDTEWS+\-−]/.test(text)) return null;
  const [first, second, ...more] = anglesOf(text);
  if (!first || !second || more.length > 0) return null;
  const [a, b] = placed(first, second);
  const lon = a.axis === 'lat' ? b.degrees : a.degrees;
  const lat = a.axis === 'lat' ? a.degrees : b.degrees;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? finePoint([lon, lat]) : null;
}

/** Without letters the longitude comes first, unless only the other order can be meant: latitudes end at 90. */
function placed(a: Angle, b: Angle): [Angle, Angle] {
  if (a.axis || b.axis) return [{ ...a, axis: a.axis ?? other(b.axis) }, b];
  return Math.abs(b.degrees) > 90 && Math.abs(a.degrees) <= 90 ? [{ ...a, axis: 'lat' }, b] : [a, b];
}
const other = (axis: Axis | null): Axis => (axis === 'lon' ? 'lat' : 'lon');

const NUMBER = String.raw`[+\-−]?\d+(?:[.,]\d+)?`;
const ANGLE = new RegExp(String.raw`([BNĐDTEWS]?)\s*(${NUMBER})\s*(?:[°º˚]\s*(?:(\d+(?:[.,]\d+)?)\s*['’′´]\s*(?:(\d+(?:[.,]\d+)?)\s*(?:["”″“]|['’′´]{2})\s*)?)?)?([BNĐDTEWS]?)`, 'y');
const GAP = /[\s,]*/y;

function anglesOf(text: string): Angle[] {
  const vietnamese = /[BĐDT]/.test(text) && !/[EW]/.test(text);
  const found: Angle[] = [];
  for (let at = 0; at < text.length;) {
    ANGLE.lastIndex = at;
    const match = ANGLE.exec(text);
    if (!match) return [];
    const [whole, before = '', degrees = '', minutes, seconds, after = ''] = match;
    // One letter belongs to one number: where the list writes it behind, it is not read as standing before the next.
    const letter = before || after;
    const angle = angleOf(degrees, minutes, seconds, letter, vietnamese);
    if (!angle) return [];
    found.push(angle);
    GAP.lastIndex = at + whole.length - (before && after ? after.length : 0);
    GAP.exec(text);
    at = GAP.lastIndex;
  }
  return found;
}

function angleOf(degrees: string, minutes: string | undefined, seconds: string | undefined, letter: string, vietnamese: boolean): Angle | null {
  const [d, m, s] = [degrees, minutes ?? '0', seconds ?? '0'].map((part) => Number(part.replace('−', '-').replace(',', '.')));
  if (d === undefined || m === undefined || s === undefined || [d, m, s].some(Number.isNaN) || m >= 60 || s >= 60) return null;
  const size = Math.abs(d) + m / 60 + s / 3600;
  const sign = d < 0 || degrees.startsWith('-') || degrees.startsWith('−') ? -1 : 1;
  switch (letter) {
    case '': return { degrees: size * sign, axis: null };
    case 'B': return { degrees: size, axis: 'lat' };
    case 'S': return { degrees: -size, axis: 'lat' };
    case 'N': return { degrees: vietnamese ? -size : size, axis: 'lat' };
    case 'W': case 'T': return { degrees: -size, axis: 'lon' };
    default: return { degrees: size, axis: 'lon' };
  }
}
