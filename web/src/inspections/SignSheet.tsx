import { useQueryClient } from '@tanstack/react-query';
import { CircleHelp, ImageOff } from 'lucide-react';
import { signRecord, type InspectionRecord, type RecordContent } from '../api/inspections';
import { Problem } from '../api/problem';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { useToast } from '../shared/Toast';
import { GradeBar } from './Grades';
import { countsOf, inGrade, markOf } from './record';
import { useRefresh } from './refresh';
import { dayWords, personName, subjectName } from './words';

interface Props { record: InspectionRecord; content: RecordContent; revision: number; /** Photos the server does not have yet. */ waiting: number; onClose: () => void; onRefused: (errors: { pointer: string; detail: string }[]) => void }

/** Check the answers, then sign: what nobody looked at is named, and what will be owed, by whom and until when. */
export function SignSheet({ record, content, revision, waiting, onClose, onRefused }: Props) {
  const { t, loc } = useWords();
  const client = useQueryClient();
  const refresh = useRefresh();
  const say = useToast();
  const counts = countsOf(record.points, content);
  const failed = inGrade(record.points, content, 'failed');
  const unknown = inGrade(record.points, content, 'unknown');
  const name = subjectName(record.subject);
  const act = async () => {
    try {
      const signed = await signRecord({ id: record.id, revision });
      client.setQueryData(['inspection-record', record.id], signed);
      void refresh();
      say({ tone: 'done', text: t('inspections.sign.done', { name, count: failed.length }) });
      scrollTo(0, 0);
    } catch (reason) {
      const named = reason instanceof Problem ? reason.errors.filter((error) => error.pointer !== '') : [];
      if (named.length === 0) throw reason;
      onRefused(named);
    }
  };
  return (
    <ConfirmSheet
      act={t('inspections.sign.act', { name, passed: counts.passed, failed: counts.failed, unknown: counts.unknown })} onClose={onClose} onAct={act}
      answers={[
        { name: t('inspections.record.on'), value: content.inspected_on ? dayWords(content.inspected_on) : '–' },
        { name: t('inspections.record.present'), value: content.present || '–' },
        { name: t('inspections.sign.grades'), value: <GradeBar counts={counts} /> },
        ...(failed.length > 0 ? [{ name: t('inspections.sign.owed', { count: failed.length }), value: <ul className="insp-owed">{failed.map((point) => { const mark = markOf(content, point.code); return <li key={point.code}><b>{point.code}. {mark.remark}</b><small>{mark.responsible && personName(mark.responsible)} · {t('inspections.sign.until', { day: mark.due_on ? dayWords(mark.due_on) : '–' })}</small></li>; })}</ul> }] : []),
        { name: t('inspections.record.conclusion'), value: <span className="pre">{content.conclusion || '–'}</span> },
      ]}
    >
      {unknown.length > 0 && <Banner tone="warn" icon={CircleHelp}><b>{t('inspections.sign.unknown', { count: unknown.length })}</b> {unknown.map((point) => `${point.code}. ${loc(point.text)}`).join('; ')}</Banner>}
      {waiting > 0 && <Banner tone="dan" icon={ImageOff}>{t('inspections.sign.photos', { count: waiting })}</Banner>}
      <p className="mut">{t('inspections.sign.frozen')}</p>
    </ConfirmSheet>
  );
}
