import { useQueryClient } from '@tanstack/react-query';
import { Pencil, Plus } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { keys } from '../api/keys';
import { useWords } from '../i18n';
import { Dialog } from '../shared/Dialog';
import { Waiting } from '../shared/Failure';
import { Field } from '../shared/Field';
import { ErrorSummary } from '../shared/form/ErrorSummary';
import { useFormErrors } from '../shared/form/useFormErrors';
import { DataTable, type Column } from '../shared/table/DataTable';
import { Tag } from '../shared/Tags';
import { useToast } from '../shared/Toast';
import { blankItem, itemDraft, itemFaults, ITEM_FIELDS, type ItemDraft } from './itemDraft';
import { putItem, useKinds } from './resourceQueries';
import type { Kind } from './types';

/** The list of supplies: what a line of the register can be of. One that is no longer offered stays known. */
export function ItemsDialog({ onClose }: { onClose: () => void }) {
  const { t, loc } = useWords();
  const kinds = useKinds();
  const [form, setForm] = useState<Kind | 'new' | null>(null);
  const items = (kinds.data ?? []).filter((kind) => kind.register === 'supply' && kind.code !== 'other');
  const columns: Column<Kind>[] = [
    { key: 'name', heading: t('resources.items.name'), main: true, value: (item) => loc(item.name), cell: (item) => <>{loc(item.name)} {!item.offered && <Tag tone="unknown">{t('resources.items.notOffered')}</Tag>}<small>{item.code}</small></> },
    { key: 'unit', heading: t('resources.field.unit'), value: (item) => item.unit },
    { key: 'acts', heading: t('resources.col.acts'), fixed: true, value: () => null, cell: (item) => <button type="button" className="btn s" onClick={() => setForm(item)} data-act={`item-${item.code}`}><Pencil aria-hidden className="i sm" />{t('resources.edit')}<span className="vh"> {loc(item.name)}</span></button> },
  ];
  if (form) return <ItemForm item={form === 'new' ? null : form} taken={items} onClose={() => setForm(null)} />;
  return (
    <Dialog title={t('resources.items.title')} onClose={onClose} wide>
      <div className="dlg-b" tabIndex={0}>
        <p className="hint">{t('resources.items.lead')}</p>
        {kinds.data ? <DataTable caption={t('resources.items.title')} columns={columns} rows={items} rowKey={(item) => item.code} empty={null} /> : <Waiting error={kinds.error} retry={() => void kinds.refetch()} />}
      </div>
      <footer className="dlg-x">
        <button type="button" className="btn" onClick={onClose}>{t('back')}</button>
        <button type="button" className="btn pri xl" onClick={() => setForm('new')} data-act="add-item"><Plus aria-hidden className="i" />{t('resources.items.add')}</button>
      </footer>
    </Dialog>
  );
}

function ItemForm({ item, taken, onClose }: { item: Kind | null; taken: readonly Kind[]; onClose: () => void }) {
  const { t, loc } = useWords();
  const client = useQueryClient();
  const say = useToast();
  const [draft, setDraft] = useState<ItemDraft>(() => (item ? itemDraft(item) : blankItem));
  const [busy, setBusy] = useState(false);
  const errors = useFormErrors('item', [...ITEM_FIELDS]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const faults = itemFaults(draft, item ? [] : taken.map((each) => each.code));
    if (errors.found(Object.fromEntries(ITEM_FIELDS.map((field) => [field, faults[field] ? t(`resources.items.fault.${faults[field]}`) : false])))) return;
    setBusy(true);
    try {
      const saved = await putItem(draft);
      await client.invalidateQueries({ queryKey: [...keys.resources, 'kinds'] });
      say({ tone: 'done', text: t('resources.saved', { name: loc(saved.name) }) });
      onClose();
    } catch (reason) {
      errors.failed(reason);
      setBusy(false);
    }
  };
  const field = (name: (typeof ITEM_FIELDS)[number], hint?: string) => (
    <Field id={errors.idOf(name)} label={t(`resources.items.${name}`)} hint={hint} error={errors.of(name)} disabled={name === 'code' && item !== null} value={draft[name]} onChange={(event) => setDraft({ ...draft, [name]: event.target.value })} />
  );
  return (
    <Dialog title={item ? `${t('resources.edit')}: ${loc(item.name)}` : t('resources.items.add')} onClose={onClose} wide>
      <form className="dlg-f" noValidate onSubmit={(event) => void submit(event)}>
        <div className="dlg-b" tabIndex={0}>
          <ErrorSummary errors={errors.errors} />
          {errors.general && <p role="alert" className="errmsg">{errors.general}</p>}
          <div className="resfields">
            {field('vi')}
            {field('en')}
            {field('unit', t('resources.items.unitHint'))}
            {field('code', t('resources.items.codeHint'))}
          </div>
          <label className="tickline"><input type="checkbox" className="chk small" checked={draft.offered} onChange={(event) => setDraft({ ...draft, offered: event.target.checked })} />{t('resources.items.offered')}</label>
        </div>
        <footer className="dlg-x">
          <button type="button" className="btn" onClick={onClose}>{t('back')}</button>
          <button type="submit" className="btn pri xl" disabled={busy} data-act="save-item">{t('resources.save')}</button>
        </footer>
      </form>
    </Dialog>
  );
}
