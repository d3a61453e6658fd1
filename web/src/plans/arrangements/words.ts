// What is arranged, in words.
import type { PlannedLead, PlannedRoute, ZoneArrangement } from '../../api/allocation';
import type { Words } from '../../i18n';
import { levelNoun } from '../../shared/levels';
import { number } from '../../shared/format';
import { dayText } from '../days';
import { lineMetres, type Lack } from './model';

type Say = Pick<Words, 't' | 'lang'>;

export const kilometres = (metres: number, lang: Words['lang']): string => (metres < 950 ? `${number(Math.round(metres / 10) * 10, lang, 0)} m` : `${number(metres / 1000, lang, 1)} km`);

/** “qua Đăk Mek (đóng từ cấp 2)”; that nobody looked is said as loudly as a crossing. */
export function crossingWords({ crossings }: Pick<PlannedRoute, 'crossings'>, { t }: Say): string {
  if (crossings === null) return t('arrange.route.notLooked');
  if (crossings.length === 0) return t('arrange.route.noCrossing');
  return t('arrange.route.over', { list: crossings.map((each) => (each.closes_at ? t('arrange.route.closes', { name: each.name, level: levelNoun(each.closes_at, t) }) : t('arrange.route.closesUnknown', { name: each.name }))).join('; ') });
}
export const lineWords = ({ line }: Pick<PlannedRoute, 'line'>, { t, lang }: Say): string => (line ? t('arrange.route.drawn', { length: kilometres(lineMetres(line), lang) }) : t('arrange.route.notDrawn'));

export function lackWords(lack: Lack, { t, lang }: Say): string {
  const n = (value: number) => number(value, lang, 0);
  switch (lack.kind) {
    case 'places': case 'over': case 'drivenOver': return t(`arrange.lack.${lack.kind}`, { n: n(lack.people) });
    case 'shelterOver': return t('arrange.lack.shelterOver', { name: lack.name, n: n(lack.people) });
    case 'shelterAway': return t('arrange.lack.shelterAway', { name: lack.name, day: dayText(lack.until) });
    case 'shelterUnsafe': case 'shelterGone': case 'crossings': return t(`arrange.lack.${lack.kind}`, { name: lack.name });
    case 'closed': return t('arrange.lack.closed', { name: lack.name, crossing: lack.crossing, level: lack.level });
    default: return t(`arrange.lack.${lack.kind}`);
  }
}

const people = (count: number, { t, lang }: Say) => t('arrange.people', { n: number(count, lang, 0) });
export const vehicleWords = (line: ZoneArrangement['vehicles'][number], say: Say): string =>
  [`${line.name || line.id}: ${number(line.number, say.lang, 0)}`, line.round_trip_minutes !== null && say.t('arrange.means.trip', { minutes: line.round_trip_minutes })].filter(Boolean).join(', ');
export const teamWords = (team: ZoneArrangement['teams'][number], say: Say): string => `${team.name || team.id}: ${team.people === null ? say.t('arrange.means.wholeTeam') : people(team.people, say)}`;
export const leadWords = (lead: PlannedLead): string => [lead.name, lead.role].filter(Boolean).join(', ');

/** The lines of one part of an arrangement, as a person would read them; null where it is no such part. */
export function partLines(part: string | undefined, value: unknown, say: Say): string[] | null {
  switch (part) {
    case 'hosted': case 'in_place': case 'to_be_driven': return typeof value === 'number' ? [people(value, say)] : null;
    case 'destinations': return (value as ZoneArrangement['destinations']).map((to) => `${to.name || to.code}: ${people(to.people, say)}`);
    case 'routes': return (value as ZoneArrangement['routes']).map((route) => `${route.name}: ${lineWords(route, say)}, ${crossingWords(route, say)}`);
    case 'vehicles': return (value as ZoneArrangement['vehicles']).map((line) => vehicleWords(line, say));
    case 'teams': return (value as ZoneArrangement['teams']).map((team) => teamWords(team, say));
    case 'stores': return (value as ZoneArrangement['stores']).map((store) => store.name || store.id);
    case 'in_charge': { const lead = value as PlannedLead; return [[leadWords(lead), lead.phone].filter(Boolean).join(' · ')]; }
    default: return null;
  }
}
