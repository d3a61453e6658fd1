import { FileText, MessageSquare, MoreHorizontal, Phone, UsersRound } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { Link } from 'wouter';
import { remind, useOwedTask, type OwedTask, type ReminderChannel } from '../api/inspections';
import { useWords } from '../i18n';
import { Row } from '../shared/ConfirmSheet';
import { Dialog } from '../shared/Dialog';
import { Failure } from '../shared/Failure';
import { Field } from '../shared/Field';
import { Tiles } from '../shared/form/Tiles';
import { useToast } from '../shared/Toast';
import { DueWords, PersonLine } from './OwedCard';
import { useRefresh } from './refresh';

const CHANNELS: { value: ReminderChannel; icon: typeof Phone }[] = [{ value: 'phone', icon: Phone }, { value: 'message', icon: MessageSquare }, { value: 'letter', icon: FileText }, { value: 'meeting', icon: UsersRound }, { value: 'other', icon: MoreHorizontal }];

/** Notes that somebody was reminded. The program says whom by the rule; it sends nothing, a person does it. */
export function RemindDialog({ task, onClose }: { task: OwedTask; onClose: () => void }) {
  const { t, loc } = useWords();
  const refresh = useRefresh();
  const say = useToast();
  const held = useOwedTask(task.id).data ?? task;
  const [channel, setChannel] = useState<ReminderChannel | null>(null);
  const [number, setNumber] = useState('');
  const [remark, setRemark] = useState('');
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { proposal } = held;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!channel) return setMissing(true);
    setBusy(true);
    setError(null);
    try {
      const after = await remind(held, channel, remark.trim(), channel === 'letter' ? number.trim() : '');
      void refresh();
      say({ tone: 'done', text: t('inspections.remind.done', { count: after.reminders }) });
      onClose();
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('inspections.remind.open')} onClose={onClose} wide>
      <form className="dlg-f" noValidate onSubmit={(event) => void submit(event)}>
        <div className="dlg-b" tabIndex={0}>
          <p className="lead"><b>{task.remark || loc(task.point)}</b></p>
          {proposal && <p className="insp-advice"><b>{t('inspections.owed.advice')}</b> {loc(proposal.words)}</p>}
          <dl className="cya">
            {proposal && <Row name={t('inspections.remind.whom')}>{proposal.name}<small>{t(`inspections.to.${proposal.to}`)} · {t('inspections.ladder.level', { n: proposal.level })}</small></Row>}
            <Row name={t('inspections.point.who')}><PersonLine task={held} /></Row>
            <Row name={t('inspections.remind.late')}><DueWords task={held} /></Row>
            <Row name={t('inspections.remind.before')}>{held.reminders === 0 ? t('inspections.remind.never') : t('inspections.owed.reminded', { count: held.reminders, level: held.level })}</Row>
          </dl>
          <Tiles id="remind-channel" legend={t('inspections.remind.channel')} hint={t('inspections.remind.notSent')} error={missing ? t('inspections.remind.channelMissing') : null} value={channel} onChange={(value) => { setChannel(value); setMissing(false); }} tiles={CHANNELS.map(({ value, icon }) => ({ value, icon, name: t(`inspections.channel.${value}`) }))} />
          {channel === 'letter' && <><Field label={`${t('inspections.remind.number')} (${t('optional')})`} maxLength={100} value={number} onChange={(event) => setNumber(event.target.value)} /><p><Link href={`/kiem-tra/viec/${task.id}/van-ban`}>{t('inspections.remind.toLetter')}</Link></p></>}
          <Field multiline label={`${t('inspections.remind.remark')} (${t('optional')})`} maxLength={2000} value={remark} onChange={(event) => setRemark(event.target.value)} />
          {error !== null && <Failure error={error} saving />}
        </div>
        <footer className="dlg-x"><button type="button" className="btn" onClick={onClose}>{t('back')}</button><button type="submit" className="btn pri xl" disabled={busy} data-act="remind-now">{t('inspections.remind.act', { n: held.reminders + 1, name: proposal?.name ?? held.responsible.name })}</button></footer>
      </form>
    </Dialog>
  );
}
