import { useEffect, useState } from 'react';
import { now } from '../shared/clock';
import { dropDraft, findDraft, keepDraft } from '../shared/edit/drafts';
import { emptyDraft, worthKeeping, type BulletinDraft } from './draft';
import { uuid } from '../shared/uuid';

const ADDRESS = '/nhap-ban-tin';
const PAUSE_MS = 400;

/** What is typed, kept on this device from the first letter on: a dead battery or a wrong key loses nothing. */
export function useDraft(account: string) {
  const [draft, setDraft] = useState<BulletinDraft | null>(null);
  const [foundAt, setFoundAt] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    void findDraft<BulletinDraft>(ADDRESS, account).then((found) => {
      if (gone) return;
      const fresh = emptyDraft(now(), uuid());
      setDraft(found ? { ...fresh, ...found.value } : fresh);
      setFoundAt(found?.keptAt ?? null);
    });
    return () => { gone = true; };
  }, [account]);
  useEffect(() => {
    if (!draft || !worthKeeping(draft)) return;
    const timer = setTimeout(() => void keepDraft({ address: ADDRESS, account, value: draft, etag: '', keptAt: now().toISOString() }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, account]);
  const begin = async () => {
    await dropDraft(ADDRESS, account);
    setFoundAt(null);
    setDraft(emptyDraft(now(), uuid()));
  };
  return { draft, setDraft, foundAt, begin, drop: () => dropDraft(ADDRESS, account) };
}
