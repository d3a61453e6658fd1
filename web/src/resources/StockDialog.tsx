import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { keys } from '../api/keys';
import { useWords } from '../i18n';
import { Dialog } from '../shared/Dialog';
import { Failure } from '../shared/Failure';
import { Field } from '../shared/Field';
import { Select } from '../shared/form/Select';
import { number } from '../shared/format';
import { useToast } from '../shared/Toast';
import { numberIn } from './draft';
import { noteMovement, useMovements } from './resourceQueries';
import { MOVEMENTS, type MovementKind, type Resource } from './types';
import { dayWords } from './words';

/** What came in and went out of a supply, and what comes next. Nothing is written over. */
export function StockDialog({ line, onClose }: { line: Resource; onClose: () => void }) {
  const { t, lang } = useWords();
  const client = useQueryClient();
  const say = useToast();
  const past = useMovements(line.id);
  const [kind, setKind] = useState<MovementKind>('received');
  const [quantity, setQuantity] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const unit = line.entry.details.unit ?? '';
  const value = numberIn(quantity);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (value === null || value === undefined || reason.trim() === '') return;
    setBusy(true);
    setError(null);
    try {
      const noted = await noteMovement(line.id, { kind, quantity: value, happened_on: null, reason: reason.trim() });
      void client.invalidateQueries({ queryKey: keys.resources });
      say({ tone: 'done', text: t('resources.stock.done', { n: number(noted.stock, lang, 3), unit }) });
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('resources.stock.title', { name: line.entry.name })} onClose={onClose} wide>
      <form className="dlg-f" noValidate onSubmit={(event) => void submit(event)}>
        <div className="dlg-b" tabIndex={0}>
          <p className="lead"><b>{t('resources.stock.now', { n: number(line.quantity ?? 0, lang, 3), unit })}</b></p>
          <div className="resfields">
            <Select label={t('resources.stock.kind')} value={kind} onChange={(event) => setKind(event.target.value as MovementKind)} options={MOVEMENTS.map((each) => ({ value: each, name: t(`resources.stock.${each}`) }))} />
            <Field id="stock-quantity" label={`${t(kind === 'counted' ? 'resources.stock.found' : 'resources.stock.quantity')} (${unit})`} inputMode="decimal" error={tried && (value === null || value === undefined) ? t('resources.missing.number') : null} value={quantity} onChange={(event) => setQuantity(event.target.value)} />
            <div className="full"><Field id="stock-reason" label={t('resources.stock.reason')} error={tried && reason.trim() === '' ? t('resources.stock.reason') : null} value={reason} onChange={(event) => setReason(event.target.value)} /></div>
          </div>
          {error !== null && <Failure error={error} saving />}
          <section>
            <h3>{t('resources.stock.past')}</h3>
            {past.data?.items.length === 0 && <p className="mut">{t('resources.stock.none')}</p>}
            <ul className="resmoves">
              {past.data?.items.map((each) => (
                <li key={each.id}><b>{dayWords(each.happened_on)} · {t(`resources.stock.${each.kind}`)} {number(each.quantity, lang, 3)} {unit}</b>{each.kind === 'counted' && each.delta !== 0 && <> ({t('resources.stock.off', { n: number(each.delta, lang, 3) })})</>}<br /><span className="mut">{each.reason} · {each.noted_by}</span></li>
              ))}
            </ul>
          </section>
        </div>
        <footer className="dlg-x"><button type="button" className="btn" onClick={onClose}>{t('back')}</button><button type="submit" className="btn pri xl" disabled={busy} data-act="note">{t('resources.stock.act')}</button></footer>
      </form>
    </Dialog>
  );
}
