import type { InspectionProgress } from '../api/inspections';
import { Link } from 'wouter';
import { useWords } from '../i18n';
import { number } from '../shared/format';
import { Tag } from '../shared/Tags';
import { GradeBar } from './Grades';

/** How many records are signed, being drawn up, not begun. */
export function RecordsBar({ progress }: { progress: Pick<InspectionProgress, 'subjects' | 'not_begun' | 'draft' | 'signed'> }) {
  const { t, lang } = useWords();
  const share = (n: number) => `${(100 * n) / Math.max(1, progress.subjects)}%`;
  return (
    <div className="gradebar" data-signed={progress.signed}>
      <span className="gb" aria-hidden>{progress.signed > 0 && <i className="gb-signed" style={{ width: share(progress.signed) }} />}{progress.draft > 0 && <i className="gb-draft" style={{ width: share(progress.draft) }} />}{progress.not_begun > 0 && <i className="gb-unknown" style={{ width: share(progress.not_begun) }} />}</span>
      <span className="gb-w">
        <b>{t('inspections.progress.signed', { n: number(progress.signed, lang), all: number(progress.subjects, lang) })}</b>
        {progress.draft > 0 && <span>{t('inspections.progress.draft', { n: number(progress.draft, lang) })}</span>}
        {progress.not_begun > 0 && <Tag tone="unknown">{t('inspections.progress.notBegun', { n: number(progress.not_begun, lang) })}</Tag>}
      </span>
    </div>
  );
}

/** Where an inspection stands, three questions side by side. */
export function ProgressPart({ id, progress }: { id: string; progress: InspectionProgress }) {
  const { t, loc, lang } = useWords();
  const { tasks } = progress;
  const owed = tasks.open + tasks.sent_back + tasks.reported;
  return (
    <section className="insp-progress" aria-label={t('inspections.progress.title')}>
      <div className="block"><h3>{t('inspections.progress.records')}</h3><RecordsBar progress={progress} /></div>
      <div className="block"><h3>{t('inspections.progress.points')}</h3><GradeBar counts={progress.points} /><p className="hint">{t('inspections.progress.pointsHint')}</p></div>
      <div className="block">
        <h3>{t('inspections.progress.tasks')}</h3>
        {owed + tasks.confirmed === 0 ? <p className="mut">{t('inspections.progress.noTasks')}</p> : (
          <>
            <p className="big">{t('inspections.progress.owed', { n: number(owed, lang), all: number(owed + tasks.confirmed, lang) })} {tasks.overdue > 0 && <Tag tone="danger">{t('inspections.progress.overdue', { n: number(tasks.overdue, lang) })}</Tag>}</p>
            <p className="sm">{t('inspections.progress.waiting', { reported: number(tasks.reported, lang), back: number(tasks.sent_back, lang), confirmed: number(tasks.confirmed, lang) })}</p>
            <p><Link href={`/kiem-tra/viec?dot=${id}`}>{t('inspections.progress.toTasks')}</Link></p>
          </>
        )}
      </div>
      <p className="mut sm insp-progress-w">{loc(progress.words)}</p>
    </section>
  );
}
