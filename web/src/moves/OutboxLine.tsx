import { CloudOff, CircleAlert } from 'lucide-react';
import { Link } from 'wouter';
import { useAskToSignIn } from '../app/session/SignInProvider';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { useSignedIn } from '../app/session/useSignedIn';
import { drop, othersIn, unplacedIn, waitingIn } from './outbox';
import { sendMoves, tellMoved } from './send';
import { useEntries, useSending } from './useMoveOutbox';

/** “Chờ gửi: 3”: what was said on this device and has not arrived, and what arrived and found no household. */
export function OutboxLine() {
  const { t, loc } = useWords();
  const ask = useAskToSignIn();
  useSending();
  const all = useEntries();
  const waiting = waitingIn(all);
  const unplaced = unplacedIn(all);
  const { account } = useSignedIn();
  const others = othersIn(all, account?.id ?? null);
  const needsSignIn = waiting.some((entry) => entry.needsSignIn);
  const reason = waiting.find((entry) => entry.reason)?.reason;
  return (
    <div className="outbox" data-waiting={waiting.length} aria-live="polite">
      {waiting.length > 0 && (
        <p className="off">
          <CloudOff aria-hidden className="i" />
          <span className="grow"><b>{t('moves.outbox.waiting', { count: waiting.length })}</b> <small>{needsSignIn ? t('moves.outbox.signIn') : reason ?? t('moves.outbox.how')}{others.length > 0 && <> {t('moves.outbox.others', { count: others.length, names: [...new Set(others.map((entry) => entry.by?.name))].join(', ') })}</>}</small></span>
          {needsSignIn
            ? <button type="button" className="btn" onClick={() => ask('tick_task', () => void sendMoves())}>{t('app.session.signIn')}</button>
            : <button type="button" className="btn" onClick={() => void sendMoves()} data-act="send-now">{t('moves.outbox.sendNow')}</button>}
        </p>
      )}
      {unplaced.length > 0 && (
        <Banner tone="dan" icon={CircleAlert} action={<button type="button" className="btn s" onClick={() => { unplaced.forEach((entry) => drop(entry.operation.id)); tellMoved(); }}>{t('moves.outbox.seen')}</button>}>
          <b>{t('moves.outbox.unplaced', { count: unplaced.length })}</b>
          {unplaced.slice(0, 5).map((entry) => <p key={entry.operation.id}>{entry.about}: {loc(entry.taken?.reason)}</p>)}
          <p><Link href="/bao-cao-cho-xep">{t('moves.outbox.toUnplaced')}</Link></p>
        </Banner>
      )}
    </div>
  );
}
