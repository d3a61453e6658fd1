import { useWords } from '../i18n';
import { STAGE_LOOK } from './states';
import { STAGES, type Stage } from './types';

/** The six stages in a row with the codes of the paper maps; the present one filled. It reads in black and white too. */
export function StageTrack({ stage, small = false }: { stage: Stage; small?: boolean }) {
  const { t } = useWords();
  const at = STAGES.indexOf(stage);
  return (
    <ol className={small ? 'track small' : 'track'} aria-label={`${t('moves.zone.title')}: ${t(`moves.stage.${stage}`)}`}>
      {STAGES.map((each, i) => {
        const { code, css } = STAGE_LOOK[each];
        return <li key={each} className={i === at ? `zs zs-${css}` : i < at ? 'past' : ''} aria-current={i === at ? 'step' : undefined} title={t(`moves.stage.${each}`)}><b>{code}</b>{!small && <span>{t(`moves.stage.${each}`)}</span>}</li>;
      })}
    </ol>
  );
}
