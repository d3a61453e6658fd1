// What of a bulletin is understood otherwise after its bytes were read again. Pure but for the translator that is passed in.
import type { Alert, GivenLevel, TouchedZones } from '../api/types';
import type { Words } from '../i18n';
import { moment } from '../shared/format';
import { levelDigit, levelWord } from '../shared/levels';
import { capWord } from './capWords';
import { headlineOf } from './headline';

export interface Change { what: string; before: string; after: string }
/** A bulletin with the zones it touches; null where nobody has asked for them. */
export interface Read { alert: Alert; zones: TouchedZones | null }

/** Only what differs, in the order of the page. */
export function changesOf(before: Read, after: Read, words: Pick<Words, 't' | 'lang' | 'loc'>, now: Date): Change[] {
  const { t } = words;
  const [was, is] = [tellOf(before, words, now), tellOf(after, words, now)];
  const changes = NAMES.flatMap((name) => (was[name] === is[name] ? [] : [{ what: t(`alerts.${name}`), before: was[name], after: is[name] }]));
  // What was understood is the same; then the texts, areas or sentences of the bulletin are kept otherwise.
  return changes.length > 0 || JSON.stringify(before.alert.infos) === JSON.stringify(after.alert.infos) ? changes : [{ what: t('alerts.original'), before: '', after: t('alerts.reread.texts') }];
}

const NAMES = ['headlineName', 'what', 'levelNamed', 'severity', 'certainty', 'urgency', 'where', 'zonesTouched', 'from', 'until', 'chain', 'signature', 'remarks'] as const;

function tellOf({ alert: a, zones }: Read, { t, lang, loc }: Pick<Words, 't' | 'lang' | 'loc'>, now: Date): Record<(typeof NAMES)[number], string> {
  const time = (at: string | null) => (at === null ? t('unknown') : moment(at, now));
  return {
    headlineName: headlineOf(a, { t, lang }),
    what: a.hazard_name ? loc(a.hazard_name) : t('alerts.hazardUnknown'),
    levelNamed: levelText(a.level, t),
    severity: capWord('severity', a.severity, t),
    certainty: capWord('certainty', a.certainty, t),
    urgency: capWord('urgency', a.urgency, t),
    where: a.area_desc || t('unknown'),
    zonesTouched: zones === null ? '' : zones.total > 0 ? t('alerts.touched', { count: zones.total }) : t('alerts.touchedNone'),
    from: time(a.onset ?? a.effective),
    until: a.expires_assumed ? t('alerts.expiresUnknown') : time(a.expires),
    chain: t('alerts.reread.links', { count: a.chain.length }),
    signature: t(!a.signed ? 'alerts.unsigned' : a.signature_verified ? 'alerts.signedVerified' : 'alerts.signedUnverified'),
    remarks: a.remarks.map(loc).join(' ') || t('alerts.reread.noRemarks'),
  };
}

function levelText(level: GivenLevel | null, t: Words['t']): string {
  return level ? `${levelDigit(level.value)} ${levelWord(level.value, t)} (${t(level.official ? 'level.official' : 'level.advice')})` : t('level.none');
}
