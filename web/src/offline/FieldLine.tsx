import '../i18n/offline';
import './offline.css';
import { useQueryClient } from '@tanstack/react-query';
import { CircleAlert, CloudOff, CloudCheck, RefreshCw } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Link } from 'wouter';
import { useLine } from '../app/LiveLine';
import { useAskToSignIn } from '../app/session/SignInProvider';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { contestedIn, drop, notPermittedIn, othersIn, unplacedIn, waitingIn } from '../moves/outbox';
import { sendMoves } from '../moves/send';
import { useEntries, useSending } from '../moves/useMoveOutbox';
import { Banner } from '../shared/Banner';
import { useNow } from '../shared/clock';
import { moment } from '../shared/format';
import { useDesktop } from '../shared/media';
import { BringData } from './BringData';
import { Contested } from './Contested';
import { isKept } from './kept';
import { registerWorker, takeUpdate, useUpdate } from './register';

// Whoever inspects has records that may wait; most never do.
const RecordsWaiting = lazy(() => import('./RecordsWaiting'));

/** “Chờ gửi: 3 · dữ liệu lúc 14:05”: what has not arrived, how old the screen is, and what a person has to look at. */
export default function FieldLine() {
  const { t, loc } = useWords();
  const ask = useAskToSignIn();
  const desktop = useDesktop();
  useEffect(() => void registerWorker(), []);
  useSending();
  const all = useEntries();
  const waiting = waitingIn(all);
  const unplaced = unplacedIn(all);
  const notTheirs = notPermittedIn(all);
  const { account, may } = useSignedIn();
  const lost = useLine().state === 'lost';
  const age = useAge();
  const now = useNow(60_000);
  const field = account !== null && may('tick_task');
  const others = othersIn(all, account?.id ?? null);
  const needsSignIn = waiting.some((entry) => entry.needsSignIn);
  const reason = waiting.find((entry) => entry.reason)?.reason;
  const line = waiting.length > 0 || lost || (field && !desktop);
  return (
    <>
      <Update />
      <div className="outbox" data-waiting={waiting.length} aria-live="polite">
        {line && (
          <p className={waiting.length > 0 || lost ? 'off' : 'off calm'} data-age={age?.toISOString()}>
            {waiting.length > 0 || lost ? <CloudOff aria-hidden className="i" /> : <CloudCheck aria-hidden className="i" />}
            <span className="grow">
              <b className="offline-b">{t('offline.waiting', { count: waiting.length })}</b> · {age ? t('offline.dataAt', { time: moment(age, now) }) : t('offline.noData')}
              {waiting.length > 0 && <small>{needsSignIn ? t('offline.signIn') : reason ?? t('offline.how')}{others.length > 0 && <> {t('offline.others', { count: others.length, names: [...new Set(others.map((entry) => entry.by?.name))].join(', ') })}</>}</small>}
            </span>
            {waiting.length > 0 && (needsSignIn
              ? <button type="button" className="btn" onClick={() => ask('tick_task', () => void sendMoves())}>{t('app.session.signIn')}</button>
              : <button type="button" className="btn" onClick={() => void sendMoves()} data-act="send-now">{t('offline.sendNow')}</button>)}
          </p>
        )}
        {unplaced.length > 0 && (
          <Banner tone="dan" icon={CircleAlert} action={<button type="button" className="btn s" onClick={() => unplaced.forEach((entry) => drop(entry.operation.id))}>{t('offline.seen')}</button>}>
            <b>{t('offline.unplaced', { count: unplaced.length })}</b>
            {unplaced.slice(0, 5).map((entry) => <p key={entry.operation.id}>{entry.about}: {loc(entry.taken?.reason)}</p>)}
            <p><Link href="/bao-cao-cho-xep">{t('offline.toUnplaced')}</Link></p>
          </Banner>
        )}
        {notTheirs.length > 0 && (
          <Banner tone="warn" icon={CircleAlert} action={<button type="button" className="btn s" onClick={() => notTheirs.forEach((entry) => drop(entry.operation.id))}>{t('offline.seen')}</button>}>
            <b>{t('offline.notTheirs', { count: notTheirs.length })}</b>
            {notTheirs.slice(0, 5).map((entry) => <p key={entry.operation.id}>{entry.about}: {loc(entry.taken?.reason)}</p>)}
          </Banner>
        )}
        {account && may('inspect') && <Suspense fallback={null}><RecordsWaiting account={account.id} /></Suspense>}
        {contestedIn(all).slice(0, 3).map((entry) => <Contested key={entry.operation.id} entry={entry} />)}
      </div>
      {account && (field || may('inspect')) && !desktop && <BringData account={account} may={may} lost={lost} />}
    </>
  );
}

/** A new version waits until a person takes it. */
function Update() {
  const { t } = useWords();
  if (!useUpdate()) return null;
  return (
    <Banner tone="info" icon={RefreshCw} live action={<button type="button" className="btn s" onClick={takeUpdate} data-act="take-update">{t('offline.reload')}</button>}>
      <b>{t('offline.update')}</b> {t('offline.updateHow')}
    </Banner>
  );
}

/** What hardly changes says nothing of how old the screen is. */
const SLOW = new Set(['meta', 'session', 'admin-units', 'communes', 'units', 'return-criteria', 'shelters', 'sources']);
/** The moment of the oldest answer that this screen shows. */
function useAge(): Date | null {
  const client = useQueryClient();
  useNow(10_000);
  const [, look] = useState(0);
  useEffect(() => client.getQueryCache().subscribe((event) => { if (event.type === 'updated' && event.action.type === 'success') setTimeout(() => look((n) => n + 1)); }), [client]);
  const shown = client.getQueryCache().getAll().filter((query) => query.isActive() && isKept(query.queryKey) && !SLOW.has(String(query.queryKey[0])) && query.state.dataUpdatedAt > 0);
  return shown.length === 0 ? null : new Date(Math.min(...shown.map((query) => query.state.dataUpdatedAt)));
}
