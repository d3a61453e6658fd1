import { headlineOf } from '../alerts/headline';
import { useAlerts } from '../api/queries';
import { useWords, type Words } from '../i18n';
import type { hazards } from '../i18n/vi/hazards';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { longMoment } from '../shared/format';
import { instantOfWall } from '../shared/wall';
import { isWindy, moreOf, type BulletinDraft, type GroupDraft } from './draft';

interface Props { draft: BulletinDraft; onSend: () => Promise<void>; onClose: () => void }

/** Says in one sentence what will happen; then it happens. */
export function BulletinSheet({ draft, onSend, onClose }: Props) {
  const words = useWords();
  const { t, lang } = words;
  const before = (useAlerts().data ?? []).find((alert) => alert.id === draft.follows);
  const issued = instantOfWall(draft.issuedAt);
  const next = instantOfWall(draft.nextAt);
  const answers = [
    { name: t('confirm.what'), value: <span className="sentence" data-sentence>{sentence(draft, before ? headlineOf(before, words) : null, words)}</span> },
    { name: t('bulletins.titleField'), value: draft.title },
    { name: t('bulletins.issuer'), value: [draft.issuer, draft.number && `${t('bulletins.number')} ${draft.number}`].filter(Boolean).join(' · ') },
    ...(issued ? [{ name: t('bulletins.issuedAt'), value: longMoment(issued, lang) }] : []),
    ...(isWindy(draft.hazard) && draft.windForce ? [{ name: t('bulletins.wind'), value: [t('level.noun', { value: draft.windForce }), draft.windGust && t('bulletins.gustTo', { n: draft.windGust })].filter(Boolean).join(', ') }] : []),
    { name: t('alerts.where'), value: [draft.areas.map((area) => area.name).join('; '), draft.areaText].filter(Boolean).join(' – ') || t('bulletins.asBefore') },
    ...moreOf(draft).map((group, at) => ({ name: t('bulletins.group', { n: at + 2 }), value: groupWords(group, isWindy(draft.hazard), words) })),
    ...(next ? [{ name: t('bulletins.next'), value: longMoment(next, lang) }] : []),
  ];
  return <ConfirmSheet act={t(`bulletins.act.${draft.kind}`, { what: hazardName(draft, words) })} answers={answers} tone={draft.kind === 'cancel' ? 'dan' : 'pri'} onAct={onSend} onClose={onClose} />;
}

const hazardName = (draft: BulletinDraft, { t }: Pick<Words, 't'>): string => t(`hazards.${(draft.hazard ?? 'other') as keyof typeof hazards}`);

/** “cấp 2 · cấp 8, giật cấp 10 · Xã Ba Tơ” */
function groupWords(group: GroupDraft, windy: boolean, { t }: Pick<Words, 't'>): string {
  const level = group.level && group.level !== '0' ? t('level.noun', { value: group.level }) : t('bulletins.noLevel');
  const wind = windy && group.windForce ? `${t('bulletins.wind').toLowerCase()}: ${[t('level.noun', { value: group.windForce }), group.windGust && t('bulletins.gustTo', { n: group.windGust })].filter(Boolean).join(', ')}` : '';
  const places = [group.areas.map((area) => area.name).join('; '), group.areaText].filter(Boolean).join(' – ');
  return [level, wind, places].filter(Boolean).join(' · ');
}

/** The whole of it in one sentence: kind, hazard, level, place, what it takes the place of, and what the program then does. */
export function sentence(draft: BulletinDraft, before: string | null, words: Pick<Words, 't'>): string {
  const { t } = words;
  const what = hazardName(draft, words);
  if (draft.kind === 'cancel') return t('bulletins.sentence.cancel', { before: before ?? '' });
  const value = draft.level && draft.level !== '0' ? (draft.level as '1' | '2' | '3' | '4' | '5') : null;
  const level = value ? t('bulletins.sentence.level', { n: value, word: t(`level.risk.${value}`).toLowerCase() }) : t('bulletins.sentence.noLevel');
  const provinces = draft.areas.filter((area) => area.kind === 'province').length;
  const communes = draft.areas.length - provinces;
  const places = [
    provinces > 0 && t('bulletins.sentence.provinces', { count: provinces }),
    communes > 0 && t('bulletins.sentence.communes', { count: communes }),
  ].filter(Boolean).join(', ') || t('bulletins.sentence.noPlace');
  const groups = moreOf(draft).length;
  const said = [t(`bulletins.sentence.${draft.kind}`, { what, level, places }), groups > 0 && t('bulletins.sentence.more', { count: groups }), before && t('bulletins.sentence.follows', { before }), t('bulletins.sentence.then')];
  return said.filter(Boolean).join(' ');
}
