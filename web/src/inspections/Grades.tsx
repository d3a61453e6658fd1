import { Check, CircleHelp, Minus, X } from 'lucide-react';
import type { Grade, GradeCounts } from '../api/inspections';
import { useWords } from '../i18n';
import { number } from '../shared/format';
import { Tag, type Tone } from '../shared/Tags';

export const GRADE_ICON = { passed: Check, failed: X, not_applicable: Minus, unknown: CircleHelp } as const;
const TONE: Record<Grade, Tone> = { passed: 'ok', failed: 'danger', not_applicable: 'plain', unknown: 'unknown' };
const ORDER: Grade[] = ['unknown', 'failed', 'passed', 'not_applicable'];
const BAR: Grade[] = ['passed', 'failed', 'not_applicable', 'unknown'];

/** A grade by sign, word and colour; “chưa xem” is as loud as everything unknown. */
export function GradeTag({ grade }: { grade: Grade }) {
  const { t } = useWords();
  const Icon = GRADE_ICON[grade];
  return <Tag tone={TONE[grade]}><Icon aria-hidden size={13} />{t(`inspections.grade.${grade}`)}</Tag>;
}

/** How many points have which grade: a bar for the eye, the words for everybody, the unknown first. */
export function GradeBar({ counts, label }: { counts: GradeCounts; label?: string }) {
  const { t, lang } = useWords();
  const all = ORDER.reduce((sum, grade) => sum + counts[grade], 0);
  return (
    <div className="gradebar" data-unknown={counts.unknown}>
      {label && <span className="sm mut">{label}</span>}
      <span className="gb" aria-hidden>{BAR.map((grade) => counts[grade] > 0 && <i key={grade} className={`gb-${grade}`} style={{ width: `${(100 * counts[grade]) / Math.max(1, all)}%` }} />)}</span>
      <span className="gb-w">
        {ORDER.map((grade) => counts[grade] > 0 && (grade === 'unknown'
          ? <Tag key={grade} tone="unknown">{t('inspections.count.unknown', { n: number(counts.unknown, lang) })}</Tag>
          : <span key={grade} className={`gb-${grade}-w`}>{t(`inspections.count.${grade}`, { n: number(counts[grade], lang) })}</span>))}
        {all === 0 && <span className="mut">{t('inspections.count.none')}</span>}
      </span>
    </div>
  );
}
