import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { keys } from '../api/keys';
import { useOwnCommunes } from '../households/communes';
import { useWords } from '../i18n';
import { now } from '../shared/clock';
import { Dialog } from '../shared/Dialog';
import { Failure } from '../shared/Failure';
import { Field } from '../shared/Field';
import { Select } from '../shared/form/Select';
import { useToast } from '../shared/Toast';
import { wallTime } from '../shared/wall';
import { numberIn } from './draft';
import { askLoan } from './resourceQueries';
import type { Resource } from './types';

/** Asks another unit for something of theirs; it counts when they consent. */
export function LoanDialog({ line, onClose }: { line: Resource; onClose: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const say = useToast();
  const units = useOwnCommunes().filter((unit) => unit.code !== line.unit_code);
  const today = wallTime(now()).slice(0, 10);
  const [to, setTo] = useState('');
  const [quantity, setQuantity] = useState('1');
  const [first, setFirst] = useState(today);
  const [last, setLast] = useState(today);
  const [purpose, setPurpose] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const unit = units.length === 1 ? (units[0]?.code ?? '') : to;
  const value = numberIn(quantity);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (unit === '' || value === null || value === undefined) return;
    setBusy(true);
    setError(null);
    try {
      await askLoan({ resource_id: line.id, to_unit: unit, quantity: value, first_day: first, last_day: last, purpose: purpose.trim() });
      void client.invalidateQueries({ queryKey: keys.resources });
      say({ tone: 'done', text: t('resources.loan.sent', { unit: line.unit_name }) });
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('resources.loan.title', { name: line.entry.name })} onClose={onClose}>
      <form className="dlg-f" noValidate onSubmit={(event) => void submit(event)}>
        <div className="dlg-b" tabIndex={0}>
          {units.length > 1 && <Select label={t('resources.loan.to')} error={tried && unit === '' ? t('resources.missing.unit') : null} value={to} onChange={(event) => setTo(event.target.value)} options={[{ value: '', name: '–' }, ...units.map((each) => ({ value: each.code, name: each.name }))]} />}
          <Field label={t('resources.loan.quantity')} inputMode="decimal" error={tried && (value === null || value === undefined) ? t('resources.missing.number') : null} value={quantity} onChange={(event) => setQuantity(event.target.value)} />
          <div className="resfields">
            <Field type="date" label={t('resources.loan.from')} value={first} onChange={(event) => setFirst(event.target.value)} />
            <Field type="date" label={t('resources.loan.until')} value={last} onChange={(event) => setLast(event.target.value)} />
          </div>
          <Field multiline label={`${t('resources.loan.purpose')} (${t('optional')})`} value={purpose} onChange={(event) => setPurpose(event.target.value)} />
          {error !== null && <Failure error={error} saving />}
        </div>
        <footer className="dlg-x"><button type="button" className="btn" onClick={onClose}>{t('back')}</button><button type="submit" className="btn pri xl" disabled={busy} data-act="ask">{t('resources.loan.act')}</button></footer>
      </form>
    </Dialog>
  );
}
