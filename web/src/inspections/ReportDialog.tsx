import { ImageOff } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { answerOwed, useOwedTask, type OwedTask } from '../api/inspections';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { Dialog } from '../shared/Dialog';
import { Failure } from '../shared/Failure';
import { Field } from '../shared/Field';
import { useToast } from '../shared/Toast';
import { EvidenceRow } from './Evidence';
import { useRefresh } from './refresh';
import { useEvidence } from './useEvidence';
import { DueWords } from './OwedCard';

/** The unit says that something is done, and shows it. */
export function ReportDialog({ task, onClose }: { task: OwedTask; onClose: () => void }) {
  const { t, loc } = useWords();
  const { account } = useSignedIn();
  const refresh = useRefresh();
  const say = useToast();
  const detail = useOwedTask(task.id);
  const evidence = useEvidence({ task: task.id }, account?.id ?? '');
  const [remark, setRemark] = useState('');
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const title = task.remark || loc(task.point);
  const photos = (detail.data?.photos ?? []).filter((photo) => photo.task_id === task.id);
  const shown = photos.filter((photo) => !photo.removed).length + evidence.sending.length;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (remark.trim() === '') return setMissing(true);
    setBusy(true);
    setError(null);
    try {
      // A photo does not change the revision of what is owed, but somebody else may have meanwhile: what was last read counts.
      await answerOwed(detail.data ?? task, 'report', remark.trim());
      void refresh();
      say({ tone: 'done', text: t('inspections.owed.done.report') });
      onClose();
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('inspections.owed.report')} onClose={onClose} wide>
      <form className="dlg-f" noValidate onSubmit={(event) => void submit(event)}>
        <div className="dlg-b" tabIndex={0}>
          <p className="lead"><b>{title}</b></p>
          <p className="sm"><DueWords task={task} /></p>
          <Field multiline label={t('inspections.owed.reportWhat')} hint={t('inspections.owed.reportHint')} error={missing ? t('inspections.owed.reportNeeded') : null} rows={3} maxLength={2000} value={remark} onChange={(event) => { setRemark(event.target.value); setMissing(false); }} name="remark" />
          <div><b className="sm">{t('inspections.owed.evidence')}</b><EvidenceRow title={title} point="" photos={photos} evidence={evidence} /></div>
          {shown === 0 && <Banner tone="warn" icon={ImageOff}>{t('inspections.owed.noPhoto')}</Banner>}
          {error !== null && <Failure error={error} saving />}
        </div>
        <footer className="dlg-x"><button type="button" className="btn" onClick={onClose}>{t('back')}</button><button type="submit" className="btn pri xl" disabled={busy} data-act="report-now">{t('inspections.owed.act.report', { by: task.ordered_by_name })}</button></footer>
      </form>
    </Dialog>
  );
}
