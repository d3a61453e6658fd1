import type { ZoneFeature } from '../api/types';
import { useWords } from '../i18n';
import { useHazards, useUnits } from '../plans/planQueries';
import { levelOf } from '../plans/levels';
import { now } from '../shared/clock';
import { longMoment } from '../shared/format';
import { levelNoun, levelWord } from '../shared/levels';
import { lacks, type Draft } from './question';

/** The question in words, for paper: there the form that asked it is left out. */
export function PaperQuestion({ draft, zones, at }: { draft: Draft; zones: ZoneFeature[]; at: string | undefined }) {
  const { t, loc, lang } = useWords();
  const hazard = useHazards().data?.find((each) => each.code === draft.hazard);
  const unit = useUnits().data?.find((each) => each.code === draft.unit);
  if (lacks(draft) !== null) return null;
  const level = levelOf(Number(draft.level));
  const where = draft.way === 'area' ? t('whatIf.area') : draft.way === 'zones' ? draft.zones.map((code) => zones.find((zone) => zone.properties.code === code)?.properties.code ?? code).join(', ') : t('whatIf.byLevel');
  return (
    <p className="printonly wi-paper">
      <b>{t('whatIf.paperQuestion')}:</b> {loc(hazard?.name)}, {levelNoun(level, t)} ({levelWord(level, t)}); {unit?.name ?? t('whatIf.everywhere')}; {where}. {t('whatIf.at', { time: longMoment(at ?? now(), lang) })}.
    </p>
  );
}
