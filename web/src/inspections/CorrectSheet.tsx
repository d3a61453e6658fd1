import { useQueryClient } from '@tanstack/react-query';
import { correctRecord, type InspectionRecord } from '../api/inspections';
import { useWords } from '../i18n';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { date } from '../shared/format';
import { useToast } from '../shared/Toast';
import { useRefresh } from './refresh';
import { subjectName } from './words';

/** A signed record is corrected by a next version only; the signed one stays as it is, and stands until the next is signed. */
export function CorrectSheet({ record, onClose }: { record: InspectionRecord; onClose: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const refresh = useRefresh();
  const say = useToast();
  return (
    <ConfirmSheet
      act={t('inspections.correct.act', { n: record.version + 1 })} onClose={onClose}
      answers={[{ name: t('inspections.record.title'), value: subjectName(record.subject) }, { name: t('inspections.correct.signed'), value: t('inspections.correct.signedBy', { n: record.version, who: record.signed_by ?? '–', day: record.signed_at ? date(record.signed_at) : '–' }) }]}
      remark={{ label: t('inspections.correct.why'), hint: t('inspections.correct.hint'), needed: t('inspections.correct.needed') }}
      onAct={async (reason) => {
        const next = await correctRecord(record, reason);
        client.setQueryData(['inspection-record', record.id], next);
        void refresh();
        say({ tone: 'done', text: t('inspections.correct.done', { n: next.version }) });
      }}
    >
      <p className="mut">{t('inspections.correct.what')}</p>
    </ConfirmSheet>
  );
}
