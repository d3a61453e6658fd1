import { CloudOff, CloudUpload, CircleCheck } from 'lucide-react';
import type { RecordContent } from '../api/inspections';
import { Problem } from '../api/problem';
import { useWords } from '../i18n';
import { Failure } from '../shared/Failure';
import { clock } from '../shared/format';
import { fieldAt } from './record';
import type { RecordDraft } from './useRecordDraft';

/** Where what was entered is: with the server, on its way, or on this device until there is a network. */
export function KeptLine({ draft, content }: { draft: RecordDraft; content: RecordContent }) {
  const { t } = useWords();
  const refused = draft.error instanceof Problem ? draft.error.errors.filter((error) => error.pointer !== '') : [];
  if (draft.error === null && !draft.waiting) return null;
  const focus = (id: string) => document.getElementById(id)?.focus();
  return (
    <div className="insp-kept">
      {draft.error !== null && refused.length === 0 && <Failure error={draft.error} saving retry={() => void draft.flush()} />}
      {refused.length > 0 && <p className="ban dan" role="alert"><span className="grow">{refused.map((error) => <button key={error.pointer} type="button" className="linkb" onClick={() => focus(fieldAt(error.pointer, content))}>{error.detail}</button>)}</span></p>}
      {draft.waiting && <p className="ban warn"><CloudOff aria-hidden className="i" /><span className="grow">{t('inspections.kept.waiting', { time: draft.keptAt ? clock(draft.keptAt) : '' })}</span><button type="button" className="btn s" onClick={() => void draft.flush()}>{t('retry')}</button></p>}
    </div>
  );
}

/** The same in a few words, always in view beside the buttons. */
export function KeptWord({ draft }: { draft: RecordDraft }) {
  const { t } = useWords();
  if (draft.told) return <p className="insp-saved is-device"><button type="button" className="linkb" onClick={() => document.querySelector<HTMLElement>('[data-clashes] input')?.focus()}>{t('inspections.clash.title', { count: draft.told.clashes.length })}</button></p>;
  const state = draft.waiting ? 'device' : draft.dirty || draft.saving ? 'sending' : 'saved';
  const Icon = { device: CloudOff, sending: CloudUpload, saved: CircleCheck }[state];
  return <p className={`insp-saved is-${state}`} role="status" data-saved={state === 'saved' ? 'yes' : 'no'}><Icon aria-hidden size={15} />{t(`inspections.kept.${state}`)}</p>;
}
