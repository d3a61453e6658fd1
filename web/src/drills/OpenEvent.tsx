import { FolderPlus } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';
import { call } from '../api/client';
import { keys } from '../api/keys';
import type { DisasterEvent } from '../api/types';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { emptyDraft, nameFaults, nameOf, type Naming } from '../moves/begin';
import { NameFields } from '../moves/NameFields';
import { now } from '../shared/clock';
import { Dialog } from '../shared/Dialog';
import { Failure } from '../shared/Failure';
import { Tiles } from '../shared/form/Tiles';
import { useToast } from '../shared/Toast';
import { wallTime } from '../shared/wall';

/** Opens an event before a plan is at work in it; nobody is moved by that, so one step is enough. */
export function OpenEvent() {
  const { t } = useWords();
  const { may } = useSignedIn();
  const [asked, setAsked] = useState(false);
  if (!may('confirm_activation')) return null;
  return (
    <>
      <button type="button" className="btn" onClick={() => setAsked(true)} data-act="open-event"><FolderPlus aria-hidden className="i" />{t('drills.event.open')}…</button>
      {asked && <OpenDialog onClose={() => setAsked(false)} />}
    </>
  );
}

function OpenDialog({ onClose }: { onClose: () => void }) {
  const { t, loc } = useWords();
  const client = useQueryClient();
  const say = useToast();
  const [, go] = useLocation();
  const today = wallTime(now()).slice(0, 10);
  const [naming, setNaming] = useState<Naming>(() => emptyDraft(today));
  const [kind, setKind] = useState<DisasterEvent['kind']>('real');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const faults = nameFaults(naming, today);
  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault();
    setTried(true);
    if (faults.length > 0) return;
    setBusy(true);
    setError(null);
    try {
      const opened = await call<DisasterEvent>('/events', { method: 'POST', body: { name: nameOf(naming, today), kind } });
      void client.invalidateQueries({ queryKey: keys.events });
      say({ tone: 'done', text: t('drills.event.done', { name: loc(opened.name) }) });
      go(`/dot-thien-tai/${opened.id}`);
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('drills.event.open')} onClose={onClose}>
      <form className="dlg-f" noValidate onSubmit={(submitted) => void submit(submitted)}>
        <div className="dlg-b" tabIndex={0}>
          <p className="mut">{t('drills.event.what')}</p>
          <Tiles legend={t('board.kind')} value={kind} onChange={setKind} tiles={[{ value: 'real', name: t('real') }, { value: 'drill', name: <><b>{t('drill')}</b><br /><small>{t('begin.drillWhat')}</small></> }]} />
          <NameFields naming={naming} set={(part) => setNaming({ ...naming, ...part })} errorOf={(field) => (tried && faults.includes(field) ? t(`begin.fault.${field}`) : null)} idOf={(field) => `event-${field}`} />
          {error !== null && <Failure error={error} saving />}
        </div>
        <footer className="dlg-x"><button type="button" className="btn" onClick={onClose}>{t('back')}</button><button type="submit" className="btn pri xl" disabled={busy} data-act="save-event">{t(kind === 'drill' ? 'drills.event.actDrill' : 'drills.event.act')}</button></footer>
      </form>
    </Dialog>
  );
}
