import { useQueryClient } from '@tanstack/react-query';
import { ClipboardCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useLine } from '../app/LiveLine';
import { useWords } from '../i18n';
import { recordsWaiting, sendRecords, type WaitingRecord } from '../inspections/sendRecords';
import { Banner } from '../shared/Banner';

const AGAIN_MS = 20_000;

/** Inspection records that wait on this device, and their sending from whichever page is open. */
export default function RecordsWaiting({ account }: { account: string }) {
  const { t } = useWords();
  const client = useQueryClient();
  const line = useLine().state;
  const [at] = useLocation();
  const here = /^\/kiem-tra\/bien-ban\/([^/]+)/.exec(at)?.[1] ?? '';
  const [records, setRecords] = useState<WaitingRecord[]>([]);
  useEffect(() => {
    let gone = false;
    const look = async () => {
      const before = await recordsWaiting(account);
      if (!gone) setRecords(before);
      if (before.length === 0) return;
      await sendRecords(account, here);
      const after = await recordsWaiting(account);
      if (after.length < before.length) for (const queryKey of [['inspection-record'], ['inspection'], ['inspections']]) void client.invalidateQueries({ queryKey });
      if (!gone) setRecords(after);
    };
    const seen = () => void look().catch(() => {});
    seen();
    addEventListener('online', seen);
    const timer = setInterval(seen, AGAIN_MS);
    return () => { gone = true; removeEventListener('online', seen); clearInterval(timer); };
  }, [account, client, here, line]);
  const elsewhere = records.filter((record) => record.id !== here);
  const first = elsewhere.find((record) => record.clash) ?? elsewhere[0];
  if (!first) return null;
  return (
    <div data-records-waiting={elsewhere.length}>
      <Banner tone="warn" icon={ClipboardCheck} action={<Link className="btn s" href={`/kiem-tra/bien-ban/${first.id}`}>{t('offline.records.open')}</Link>}>
        <b>{t('offline.records.waiting', { count: elsewhere.length })}</b> {t(first.clash ? 'offline.records.clash' : 'offline.records.kept')}
      </Banner>
    </div>
  );
}
