import { useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import type { Account } from '../api/types';
import { useWords } from '../i18n';
import { Failure } from '../shared/Failure';
import { clock } from '../shared/format';
import { bring, sizeWords, type Brought } from './bring';
import { write } from './kept';
import { keepAllParts } from './register';

const KEPT_AS = 'ungpho.brought';
const FRESH_MS = 12 * 3_600_000;
interface Last { account: string; at: string; bytes: number }

function lastOf(account: string): Last | null {
  try {
    const last = JSON.parse(localStorage.getItem(KEPT_AS) ?? 'null') as Last | null;
    return last?.account === account ? last : null;
  } catch {
    return null;
  }
}

/** Offers to bring what the commune's screens need to this phone, with how far it is and how much it was. */
export function BringData({ account, lost }: { account: Account; lost: boolean }) {
  const { t, lang } = useWords();
  const client = useQueryClient();
  const [last, setLast] = useState(() => lastOf(account.id));
  const [so, setSo] = useState<Brought | null>(null);
  const [parts, setParts] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [noRoom, setNoRoom] = useState(false);
  const size = (bytes: number) => sizeWords(bytes, lang === 'vi' ? ',' : '.');
  const fresh = last !== null && Date.now() - Date.parse(last.at) < FRESH_MS;

  const go = async () => {
    setError(null);
    setSo({ done: 0, total: 1, bytes: 0 });
    try {
      void navigator.storage?.persist?.();
      const all = await bring(client, account, setSo);
      setParts(true);
      await keepAllParts();
      setNoRoom(!(await write()));
      const now: Last = { account: account.id, at: new Date().toISOString(), bytes: all.bytes };
      setLast(now);
      try { localStorage.setItem(KEPT_AS, JSON.stringify(now)); } catch { /* asked again the next time */ }
    } catch (reason) {
      setError(reason);
    } finally {
      setSo(null);
      setParts(false);
    }
  };

  if (so) {
    return (
      <div className="bring" role="status" data-bring="running">
        <span>{parts ? t('offline.fetch.parts') : t('offline.fetch.running', { done: so.done, total: so.total, size: size(so.bytes) })}</span>
        <progress max={so.total} value={so.done} aria-label={t('offline.fetch.act')} />
      </div>
    );
  }
  if (lost) return null;
  if (fresh && last) {
    return (
      <div className="bring done" data-bring="done">
        <span className="grow sm">{t('offline.fetch.done', { size: size(last.bytes), time: clock(new Date(last.at)) })}{noRoom && ` ${t('offline.fetch.noRoom')}`}</span>
        <button type="button" className="btn s" onClick={() => void go()} data-act="bring">{t('offline.fetch.again')}</button>
      </div>
    );
  }
  return (
    <div className="bring" data-bring="offered">
      {error !== null && <Failure error={error} />}
      <button type="button" className="btn pri xl" onClick={() => void go()} data-act="bring"><Download aria-hidden className="i" />{t('offline.fetch.act')}</button>
      <p className="sm mut">{t('offline.fetch.why')}</p>
    </div>
  );
}
