import { useState, type FormEvent } from 'react';
import type { Norm } from '../api/norms';
import { useWords } from '../i18n';
import { Dialog } from '../shared/Dialog';
import { Field } from '../shared/Field';
import { ErrorSummary } from '../shared/form/ErrorSummary';
import { draftOf, normOf, type NormDraft, type NormFault, type Row } from './rows';

type Which = 'vietnam' | 'sphere' | 'single';

/** The values of one row, each with its source. They are kept on the page until all is saved with its ground. */
export function NormForm({ row, name, onDone, onClose }: { row: Row; name: string; onDone: (row: Row) => void; onClose: () => void }) {
  const { t } = useWords();
  const which = (['vietnam', 'sphere', 'single'] as const).filter((each) => row[each]);
  const [drafts, setDrafts] = useState<Partial<Record<Which, NormDraft>>>(() => Object.fromEntries(which.map((each) => [each, draftOf(row[each] as Norm)])));
  const [required, setRequired] = useState(row.item?.required ?? false);
  const [faults, setFaults] = useState<Partial<Record<Which, NormFault[]>>>({});
  const errorOf = (each: Which, fault: NormFault) => (faults[each]?.includes(fault) ? t(`resources.norms.fault.${fault}`) : null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = which.map((each) => [each, normOf(drafts[each] as NormDraft)] as const);
    setFaults(Object.fromEntries(read.flatMap(([each, found]) => ('faults' in found ? [[each, found.faults]] : []))));
    if (read.some(([, found]) => 'faults' in found)) return;
    const typed = Object.fromEntries(read.map(([each, found]) => [each, 'norm' in found ? found.norm : null]));
    onDone({ ...row, ...typed, item: row.item && { ...row.item, required } });
  };
  const summary = which.flatMap((each) => (faults[each] ?? []).map((fault) => ({ id: `norm-${each}-${fault}`, words: `${t(`resources.norms.whose.${each}`)}: ${t(`resources.norms.fault.${fault}`)}` })));
  return (
    <Dialog title={t('resources.norms.change', { name })} onClose={onClose} wide>
      <form className="dlg-f" noValidate onSubmit={submit}>
        <div className="dlg-b" tabIndex={0}>
          <ErrorSummary errors={summary} />
          {which.map((each) => {
            const draft = drafts[each] as NormDraft;
            const set = (to: Partial<NormDraft>) => setDrafts({ ...drafts, [each]: { ...draft, ...to } });
            return (
              <fieldset key={each} className="paper">
                <legend>{t(`resources.norms.whose.${each}`)}</legend>
                <Field id={`norm-${each}-value`} label={t('resources.norms.value')} error={errorOf(each, 'value')} inputMode="decimal" value={draft.value} onChange={(event) => set({ value: event.target.value })} />
                <Field id={`norm-${each}-source`} multiline label={t('resources.norms.source')} hint={t('resources.norms.sourceHint')} error={errorOf(each, 'source')} value={draft.source} onChange={(event) => set({ source: event.target.value })} maxLength={1000} />
                <label className="tickline"><input type="checkbox" className="chk small" checked={!draft.verify} onChange={(event) => set({ verify: !event.target.checked })} />{t('resources.norms.read')}</label>
              </fieldset>
            );
          })}
          {row.item && <label className="tickline"><input type="checkbox" className="chk small" checked={required} onChange={(event) => setRequired(event.target.checked)} />{t('resources.norms.required')}</label>}
        </div>
        <footer className="dlg-x">
          <button type="button" className="btn" onClick={onClose}>{t('back')}</button>
          <button type="submit" className="btn pri xl" data-act="keep">{t('resources.norms.keep')}</button>
        </footer>
      </form>
    </Dialog>
  );
}
