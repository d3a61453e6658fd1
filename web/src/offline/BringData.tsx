import { useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { communeOf } from '../api/ownCommune';
import type { Account } from '../api/types';
import { useWords } from '../i18n';
import { Failure } from '../shared/Failure';
import { clock } from '../shared/format';
import { bring, sizeWords, type Brought } from './bring';
import { broughtNote, noteBrought, write } from './kept';
import { canKeep, keepAllParts } from './register';

const FRESH_MS = 12 * 3_600_000;

/** Offers to bring what the commune's screens need to this phone, with how far it is and how much it was. A line and no more: it is never the next act; what it brings is told where the day begins. */
export function BringData({ account, may, lost }: { account: Account; may: Parameters<typeof bring>[2]; lost: boolean }) {
  const { t, lang } = useWords();
  const [path] = useLocation();
  const client = useQueryClient();
  const [last, setLast] = useState(() => broughtNote(account.id));
  const [so, setSo] = useState<Brought | null>(null);
  const [parts, setParts] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [noRoom, setNoRoom] = useState(false);
  const [noParts, setNoParts] = useState(false);
  const size = (bytes: number) => sizeWords(bytes, lang === 'vi' ? ',' : '.');
  const fresh = last !== null && Date.now() - Date.parse(last.at) < FRESH_MS;

  const go = async () => {
    setError(null);
    setSo({ done: 0, total: 1, bytes: 0 });
    try {
      void navigator.storage?.persist?.();
      const all = await bring(client, account, may, setSo);
      setParts(true);
      setNoParts(!(await keepAllParts()) && canKeep());
      setNoRoom(!(await write()));
      const now = { account: account.id, at: new Date().toISOString(), bytes: all.bytes };
      setLast(now);
      noteBrought(now);
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
        <p className="row wrap"><span className="grow sm">{t('offline.fetch.done', { size: size(last.bytes), time: clock(new Date(last.at)) })}{noRoom && ` ${t('offline.fetch.noRoom')}`}{noParts && <b> {t('offline.fetch.noParts')}</b>}</span>
        <button type="button" className="btn s" onClick={() => void go()} data-act="bring">{t('offline.fetch.again')}</button></p>
        {communeOf(account) && (
          <nav className="broughtto" aria-label={t('offline.fetch.has')}>
            <Link href="/map">{t('offline.fetch.map')}</Link>
            {may('read_households') && <Link href="/ho-dan">{t('offline.fetch.households')}</Link>}
            <Link href="/plans">{t('offline.fetch.plans')}</Link>
            <Link href="/nguon-luc?so=contacts">{t('offline.fetch.contacts')}</Link>
          </nav>
        )}
      </div>
    );
  }
  return (
    <div className="bring" data-bring="offered">
      {error !== null && <Failure error={error} />}
      <p className="row sp"><span className="grow sm">{t('offline.fetch.not')}</span><button type="button" className="btn" onClick={() => void go()} data-act="bring"><Download aria-hidden className="i" />{t('offline.fetch.short')}</button></p>
      {(path === '/about' || (path === '/' && communeOf(account))) && <p className="sm mut">{t(communeOf(account) ? 'offline.fetch.why' : 'offline.fetch.whyAll')}</p>}
    </div>
  );
}
