import '../i18n/offline';
import './offline.css';
import { CloudUpload } from 'lucide-react';
import { useState } from 'react';
import { NoAnswer } from '../api/problem';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { entries, waitingIn } from '../moves/outbox';
import { sendMoves } from '../moves/send';
import { sendRecords } from '../inspections/sendRecords';
import { Dialog } from '../shared/Dialog';
import { Failure } from '../shared/Failure';
import { sendWaiting } from '../signs/send';
import { sendable, total, whatWaits, type Waits } from './waits';

interface Props { waits: Waits; account: { id: string; display_name: string }; onClose: () => void }

/** Before somebody signs out with something unsent: what it is, sending it first, and only then, in a second step, leaving it. */
export default function LeaveSheet({ waits: atFirst, account, onClose }: Props) {
  const { t } = useWords();
  const { leave } = useSignedIn();
  const [waits, setWaits] = useState(atFirst);
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const count = total(waits);

  const out = async () => {
    setBusy(true);
    try {
      await leave();
      onClose();
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  };
  const send = async () => {
    setBusy(true);
    setSaid(null);
    await sendMoves();
    const records = await sendRecords(account.id);
    await sendWaiting().catch(() => {});
    const left = await whatWaits(account.id);
    setWaits(left);
    if (total(left) === 0) return out();
    const reason = waitingIn(entries()).find((entry) => entry.reason)?.reason ?? (sendable(left) === 0 || records === 'clash' ? t('offline.leave.needsPerson') : t('offline.leave.noAnswer'));
    setSaid(t('offline.leave.left', { count: total(left), reason }));
    setBusy(false);
  };
  const list = <ul className="waits" data-leave-waits={count}>{waits.map(({ kind, count: n }) => <li key={kind} data-kind={kind}>{t(`offline.leave.kind.${kind}`, { count: n })}</li>)}</ul>;
  return (
    <Dialog title={t(sure ? 'offline.leave.keepTitle' : 'offline.leave.title', { count })} onClose={onClose}>
      <div className="dlg-f" data-leave={sure ? 'sure' : 'asked'}>
        <div className="dlg-b stack">
          {sure ? <><p>{t('offline.leave.keepWill', { name: account.display_name })}</p>{list}<p className="sm mut">{t('offline.leave.keepData')}</p></> : <><p>{t('offline.leave.lead')}</p>{list}</>}
          {said && <p className="ban warn" role="alert"><span className="grow">{said}</span></p>}
          {error !== null && <Failure error={error instanceof Error ? error : new NoAnswer()} saving />}
        </div>
        <footer className="dlg-x">
          <button type="button" className="btn" onClick={sure ? () => setSure(false) : onClose}>{t(sure ? 'back' : 'offline.leave.stay')}</button>
          {sure
            ? <button type="button" className="btn dan xl" disabled={busy} onClick={() => void out()} data-act="leave-all">{t('offline.leave.keepAct', { count })}</button>
            : (
              <>
                <button type="button" className="btn" disabled={busy} onClick={() => setSure(true)} data-act="leave-keep">{t('offline.leave.keep')}</button>
                {sendable(waits) > 0 && <button type="button" className="btn pri xl" disabled={busy} onClick={() => void send()} data-act="leave-send"><CloudUpload aria-hidden className="i" />{t(busy ? 'offline.leave.sending' : 'offline.leave.send')}</button>}
              </>
            )}
        </footer>
      </div>
    </Dialog>
  );
}
