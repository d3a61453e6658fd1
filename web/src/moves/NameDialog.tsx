import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { keys } from '../api/keys';
import type { DisasterEvent } from '../api/types';
import { useWords } from '../i18n';
import { now } from '../shared/clock';
import { Dialog } from '../shared/Dialog';
import { Failure } from '../shared/Failure';
import { useToast } from '../shared/Toast';
import { wallTime } from '../shared/wall';
import { nameEvent } from './acts';
import { emptyDraft, nameFaults, nameOf, type Naming } from './begin';
import { NameFields } from './NameFields';

/** Gives an event the name that officials use; the first one came from a bulletin. */
export function NameDialog({ event, onClose }: { event: DisasterEvent; onClose: () => void }) {
  const { t, loc } = useWords();
  const client = useQueryClient();
  const say = useToast();
  const today = wallTime(now()).slice(0, 10);
  const [naming, setNaming] = useState<Naming>(() => ({ ...emptyDraft(today), from: wallTime(new Date(event.started_at)).slice(0, 10).split('-').reverse().join('/') }));
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const faults = nameFaults(naming, today);
  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault();
    setTried(true);
    if (faults.length > 0) return;
    setBusy(true);
    try {
      const named = await nameEvent(event.id, nameOf(naming, today));
      void client.invalidateQueries({ queryKey: keys.events });
      void client.invalidateQueries({ queryKey: keys.activations });
      say({ tone: 'done', text: t('board.name.done', { name: loc(named.name) }) });
      onClose();
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('board.name.open')} onClose={onClose}>
      <form className="dlg-f" noValidate onSubmit={(submitted) => void submit(submitted)}>
        <div className="dlg-b" tabIndex={0}>
          <p className="mut">{t('board.name.now', { name: loc(event.name) })}</p>
          <NameFields naming={naming} set={(part) => setNaming({ ...naming, ...part })} errorOf={(field) => (tried && faults.includes(field) ? t(`begin.fault.${field}`) : null)} idOf={(field) => `name-${field}`} />
          {error !== null && <Failure error={error} saving />}
        </div>
        <footer className="dlg-x"><button type="button" className="btn" onClick={onClose}>{t('back')}</button><button type="submit" className="btn pri xl" disabled={busy} data-act="save-name">{t('board.name.act')}</button></footer>
      </form>
    </Dialog>
  );
}
