import '../i18n/resources';
import './norms.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Info, Pencil, RotateCcw, Save } from 'lucide-react';
import { useState } from 'react';
import { Gate } from '../accounts/Gate';
import { keys } from '../api/keys';
import { putNorms, readNorms, readNormsHistory, type HeldNorms, type Norm, type NormChoice, type Norms } from '../api/norms';
import { Office } from '../app/Office';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { useNow } from '../shared/clock';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { Waiting } from '../shared/Failure';
import { Choices } from '../shared/form/Choices';
import { moment, number } from '../shared/format';
import { DataTable, type Column } from '../shared/table/DataTable';
import { Tag } from '../shared/Tags';
import { useToast } from '../shared/Toast';
import { NormForm } from './NormForm';
import { changedRows, rowsOf, withRow, type Row } from './rows';

/** How much a person needs and how old a figure may be: what findings and what-ifs reckon with, and who set it. */
export default function NormsPage() {
  const { t } = useWords();
  const held = useQuery({ queryKey: keys.norms, queryFn: readNorms });
  return (
    <Office title={t('resources.norms.title')} lead={t('resources.norms.lead')} crumbs={[{ href: '/nguon-luc', name: t('resources.title') }]}>
      <Gate>{held.data ? <Work key={held.data.revision} held={held.data} /> : <Waiting error={held.error} retry={() => void held.refetch()} />}</Gate>
    </Office>
  );
}

function Work({ held }: { held: HeldNorms }) {
  const { t, loc } = useWords();
  const client = useQueryClient();
  const say = useToast();
  const { may, account } = useSignedIn();
  // Norms are those of all communes: an account of one commune reads them.
  const edits = may('edit_resources') && (account?.unit_code?.length ?? 0) <= 2;
  const [norms, setNorms] = useState<Norms>(held.norms);
  const [form, setForm] = useState<Row | null>(null);
  const [saving, setSaving] = useState(false);
  const changed = changedRows(held.norms, norms);
  const dirty = changed.length > 0 || norms.choice !== held.norms.choice;
  const name = (row: Row) => (row.item ? loc(row.item.name) : t(`resources.norms.limit.${row.key as 'ahead_days'}`));
  const save = async (reason: string) => {
    const saved = await putNorms(held, norms, reason);
    client.setQueryData(keys.norms, saved);
    void client.invalidateQueries({ queryKey: keys.findings });
    void client.invalidateQueries({ queryKey: [...keys.norms, 'history'] });
    say({ tone: 'done', text: t('resources.norms.saved') });
  };
  return (
    <div className="norms">
      {!edits && <Banner tone="info" icon={Info}>{t('resources.norms.readOnly')}</Banner>}
      {edits
        ? <Choices legend={t('resources.norms.choice')} value={norms.choice} onChange={(choice: NormChoice) => setNorms({ ...norms, choice })} choices={(['vietnam', 'sphere'] as const).map((value) => ({ value, name: t(`resources.norms.whose.${value}`), what: t(`resources.norms.choiceWhat.${value}`) }))} />
        : <p>{t('resources.norms.choice')}: <b>{t(`resources.norms.whose.${norms.choice}`)}</b></p>}
      <Table rows={rowsOf(norms)} choice={norms.choice} changed={new Set(changed.map((row) => row.key))} name={name} onEdit={edits ? setForm : null} />
      {edits && (
        <p className="row wrap">
          <button type="button" className="btn pri" disabled={!dirty} onClick={() => setSaving(true)} data-act="save"><Save aria-hidden className="i" />{t('resources.norms.save')}</button>
          <button type="button" className="btn" disabled={!dirty} onClick={() => setNorms(held.norms)} data-act="undo"><RotateCcw aria-hidden className="i" />{t('resources.norms.undo')}</button>
          {JSON.stringify(norms) !== JSON.stringify(held.shipped) && <button type="button" className="btn" onClick={() => setNorms(held.shipped)} data-act="shipped">{t('resources.norms.shipped')}</button>}
        </p>
      )}
      <History />
      {form && <NormForm row={form} name={name(form)} onClose={() => setForm(null)} onDone={(row) => { setNorms(withRow(norms, row)); setForm(null); }} />}
      {saving && (
        <ConfirmSheet
          act={t('resources.norms.saveAct')} onAct={save} onClose={() => setSaving(false)}
          answers={[
            { name: t('resources.norms.choice'), value: t(`resources.norms.whose.${norms.choice}`) },
            { name: t('resources.norms.changed'), value: changed.map(name).join(', ') || '–' },
            { name: t('confirm.what'), value: t('resources.norms.saveWhat') },
          ]}
          remark={{ label: t('resources.norms.reason'), needed: t('resources.norms.reasonNeeded') }}
        />
      )}
    </div>
  );
}

interface TableProps { rows: Row[]; choice: NormChoice; changed: ReadonlySet<string>; name: (row: Row) => string; onEdit: ((row: Row) => void) | null }
function Table({ rows, choice, changed, name, onEdit }: TableProps) {
  const { t, loc, lang } = useWords();
  const unit = (row: Row) => (row.item ? `${loc(row.item.unit)} / ${t(`resources.norms.per.${row.item.per}`)}` : t(`resources.norms.unit.${row.key as 'ahead_days'}`));
  const cell = (norm: Norm | null, used: boolean) => norm && (
    <span className="norm">
      {used ? <b>{number(norm.value, lang, 3)}</b> : <span>{number(norm.value, lang, 3)}</span>}
      {norm.verify && <Tag tone="unknown">{t('resources.norms.verify')}</Tag>}
      <small>{norm.source}</small>
    </span>
  );
  const columns: Column<Row>[] = [
    { key: 'what', heading: t('resources.norms.what'), main: true, value: name, cell: (row) => <>{name(row)}{changed.has(row.key) && <> <Tag tone="strong">{t('resources.norms.unsaved')}</Tag></>}<small>{unit(row)}{row.item?.required && ` · ${t('resources.norms.requiredShort')}`}</small></> },
    { key: 'vietnam', heading: t('resources.norms.whose.vietnam'), value: (row) => (row.single ?? row.vietnam)?.value ?? null, cell: (row) => cell(row.single ?? row.vietnam, row.single !== null || choice === 'vietnam') },
    { key: 'sphere', heading: t('resources.norms.whose.sphere'), value: (row) => row.sphere?.value ?? null, cell: (row) => cell(row.sphere, choice === 'sphere') ?? '–' },
    ...(onEdit ? [{
      key: 'acts', heading: t('resources.col.acts'), fixed: true, value: () => null,
      cell: (row: Row) => <button type="button" className="btn s" onClick={() => onEdit(row)} data-act={`edit-${row.key}`}><Pencil aria-hidden className="i sm" />{t('resources.edit')}<span className="vh"> {name(row)}</span></button>,
    }] : []),
  ];
  return <DataTable caption={t('resources.norms.title')} columns={columns} rows={rows} rowKey={(row) => row.key} file={t('resources.norms.file')} empty={null} />;
}

function History() {
  const { t } = useWords();
  const now = useNow(60_000);
  const found = useQuery({ queryKey: [...keys.norms, 'history'], queryFn: readNormsHistory });
  if (!found.data) return <Waiting error={found.error} retry={() => void found.refetch()} />;
  return (
    <section className="block" aria-labelledby="norms-history">
      <h3 id="norms-history">{t('resources.norms.history')}</h3>
      <ol className="normhistory" reversed>
        {found.data.items.map((each) => (
          <li key={each.revision}>
            {each.changed_at ? <><b>{moment(each.changed_at, now)}</b> {each.changed_by ?? ''}<br />{each.reason}</> : t('resources.norms.came')}
          </li>
        ))}
      </ol>
    </section>
  );
}
