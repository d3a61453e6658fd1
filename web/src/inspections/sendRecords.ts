// Sends the records that wait on this device from whichever page is open: who filled one in on a mountain need not come
// back to it for it to arrive. What somebody else has written meanwhile is joined where the record is open, by a person.
import { addRecordPhoto, saveRecord, type RecordContent } from '../api/inspections';
import { NoAnswer, Problem } from '../api/problem';
import { draftOnDevice, draftsOf, dropDraft, keepDraft, type Draft } from '../shared/edit/drafts';
import { sent } from './record';

interface Kept { base: RecordContent; value: RecordContent }
interface Photo { id: string; point: string; takenAt: string; image: Blob }
export interface WaitingRecord { id: string; /** Whether the server has refused it: a person has to open it. */ clash: boolean }

const RECORD = /^\/inspection-records\/([^/]+)\/versions\/\d+$/;
const PHOTOS = /^\/inspection-records\/([^/]+)\/photos$/;
const clashes = new Set<string>();

const idOf = ({ address }: Draft<unknown>): string | undefined => (RECORD.exec(address) ?? PHOTOS.exec(address))?.[1];

/** The records of an account with something that has not arrived. */
export async function recordsWaiting(account: string): Promise<WaitingRecord[]> {
  const ids = new Set((await draftsOf(account)).flatMap((draft) => idOf(draft) ?? []));
  return [...ids].map((id) => ({ id, clash: clashes.has(id) }));
}

let running: Promise<Outcome> | null = null;
type Outcome = 'sent' | 'clash' | 'no answer';
/** One at a time; the record that is open here sends by itself. */
export function sendRecords(account: string, openHere = ''): Promise<Outcome> {
  running ??= sendAll(account, openHere).finally(() => { running = null; });
  return running;
}

async function sendAll(account: string, openHere: string): Promise<Outcome> {
  let outcome: Outcome = 'sent';
  for (const draft of await draftsOf(account)) {
    const id = idOf(draft);
    if (!id || id === openHere) continue;
    try {
      if (RECORD.test(draft.address)) await sendRecord(id, draft as Draft<Kept>);
      else await sendPhotos(id, draft as Draft<readonly Photo[]>);
      clashes.delete(id);
    } catch (reason) {
      if (reason instanceof NoAnswer) return 'no answer';
      if (!(reason instanceof Problem)) throw reason;
      if (reason.status === 401 || reason.status >= 500) return 'no answer';
      clashes.add(id);
      outcome = 'clash';
    }
  }
  return outcome;
}

async function sendRecord(id: string, draft: Draft<Kept>): Promise<void> {
  const saved = await saveRecord({ id, revision: Number(draft.etag) }, sent(draft.value.value));
  // What was entered meanwhile, on a page that was opened since, is newer than what has arrived.
  const now = await draftOnDevice<Kept>(draft.address, draft.account);
  if (now?.keptAt === draft.keptAt) await dropDraft(draft.address, draft.account);
  else if (now) await keepDraft<Kept>({ ...now, value: { ...now.value, base: saved.content }, etag: String(saved.revision) });
}

async function sendPhotos(id: string, draft: Draft<readonly Photo[]>): Promise<void> {
  for (const photo of draft.value) {
    await addRecordPhoto(id, photo.point, photo.id, photo.takenAt, photo.image);
    const now = await draftOnDevice<readonly Photo[]>(draft.address, draft.account);
    const left = (now?.value ?? []).filter((each) => each.id !== photo.id);
    if (left.length === 0) await dropDraft(draft.address, draft.account);
    else await keepDraft({ ...draft, value: left });
  }
}
