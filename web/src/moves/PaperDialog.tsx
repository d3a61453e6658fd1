import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { keys } from '../api/keys';
import type { Activation } from '../api/types';
import { useWords } from '../i18n';
import { Dialog } from '../shared/Dialog';
import { Failure } from '../shared/Failure';
import { Field } from '../shared/Field';
import { useToast } from '../shared/Toast';
import { readDay, wallTime } from '../shared/wall';
import { addPaper } from './acts';
import { partOf } from './outbox';
import { clean } from './say';
import { useOutgoing } from '../checklists/useOutgoing';

const MOST_BYTES = 8 * 1024 * 1024; // the server refuses more
/** A scan through a weak network takes its time; who waits longer than this sees it among what waits. */
const LARGE_MS = 60_000;

/** Number and day of a paper, and its scan where there is one. */
export function PaperDialog({ activation, today, onClose }: { activation: Activation; today: Date; onClose: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const say = useToast();
  const { tryNow } = useOutgoing(activation.id);
  const [number, setNumber] = useState('');
  const [day, setDay] = useState(wallTime(today).slice(0, 10).split('-').reverse().join('/'));
  const [file, setFile] = useState<File | null>(null);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const dated = readDay(day, wallTime(today).slice(0, 10));
  const tooLarge = file !== null && file.size > MOST_BYTES;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (clean(number) === '' || !dated || tooLarge) return;
    setBusy(true);
    setError(null);
    try {
      const paper = { number: clean(number), dated, file: file && { name: file.name, bytes: file } };
      const kept = (await tryNow(partOf({ kind: 'paper', activation: activation.id, ...paper }), paper.number, (signal) => addPaper(activation.id, paper, signal), file ? LARGE_MS : undefined)) === null;
      void client.invalidateQueries({ queryKey: keys.activations });
      void client.invalidateQueries({ queryKey: keys.audit(activation.id) });
      say({ tone: 'done', text: t(kept ? 'begin.paper.kept' : 'begin.paper.done', { number: paper.number }) });
      onClose();
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('begin.paper.add')} onClose={onClose}>
      <form className="dlg-f" noValidate onSubmit={(event) => void submit(event)}>
        <div className="dlg-b" tabIndex={0}>
          <Field label={t('begin.paper.number')} hint={t('begin.paper.numberHint')} error={tried && clean(number) === '' ? t('begin.paper.numberMissing') : null} value={number} onChange={(event) => setNumber(event.target.value)} name="number" />
          <Field label={t('begin.paper.day')} error={tried && !dated ? t('begin.paper.dayMissing') : null} inputMode="numeric" placeholder="dd/mm/yyyy" value={day} onChange={(event) => setDay(event.target.value)} name="dated" />
          <div className={tooLarge ? 'fld err' : 'fld'}>
            <label htmlFor="paper-file">{t('begin.paper.file')} ({t('optional')})</label>
            <p className="hint">{t('begin.paper.fileHint')}</p>
            {tooLarge && <p className="errmsg">{t('begin.paper.fileLarge')}</p>}
            <input id="paper-file" className="inp" type="file" accept="application/pdf,image/jpeg,image/png,image/webp" onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
          </div>
          {error !== null && <Failure error={error} saving />}
        </div>
        <footer className="dlg-x"><button type="button" className="btn" onClick={onClose}>{t('back')}</button><button type="submit" className="btn pri xl" disabled={busy} data-act="save-paper">{t('begin.paper.act')}</button></footer>
      </form>
    </Dialog>
  );
}
