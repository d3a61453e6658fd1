import type { GivenLevel, Level } from '../api/types';
import { useWords } from '../i18n';
import { levelDigit, levelWord } from './levels';

interface Props { level: GivenLevel | null; origin?: boolean }

/** Digit and word; a dashed edge and “gợi ý” when the level is ours and not the bulletin's. Unknown is loud. */
export function LevelChip({ level, origin = false }: Props) {
  const { t } = useWords();
  if (!level) return <span className="tag unk">{t('level.none')}</span>;
  return (
    <span className={`risk ${riskClass(level.value)}${level.official ? '' : ' advice'}`}>
      <b>{levelDigit(level.value)}</b>
      {levelWord(level.value, t)}
      {(origin || !level.official) && <small>{t(level.official ? 'level.official' : 'level.advice')}</small>}
    </span>
  );
}

/** A threshold of a zone or a plan: neither official nor advice. */
export function ThresholdChip({ level }: { level: Level }) {
  const { t } = useWords();
  return <span className={`risk ${riskClass(level)}`}><b>{levelDigit(level)}</b>{levelWord(level, t)}</span>;
}

function riskClass(level: Level): string {
  return level.scale === 'disaster_risk' ? `risk-${Math.min(5, Math.max(0, level.value))}` : 'risk-other';
}
