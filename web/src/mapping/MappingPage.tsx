import '../i18n/intake';
import { useQueryClient } from '@tanstack/react-query';
import { Info, Pencil, Plus, Search, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { dropCode, dropWords, useHazardCodes, useHazardWords } from '../api/intake';
import { keys } from '../api/keys';
import { IntakeTabs } from '../app/IntakeTabs';
import { Office } from '../app/Office';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords, type Words } from '../i18n';
import { hazards } from '../i18n/vi/hazards';
import { Banner } from '../shared/Banner';
import { useNow } from '../shared/clock';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { Waiting } from '../shared/Failure';
import { Select } from '../shared/form/Select';
import { moment } from '../shared/format';
import { Tag } from '../shared/Tags';
import { DataTable, type Column } from '../shared/table/DataTable';
import { EntryForm } from './EntryForm';
import { ASK, groupsOf, rowOfCode, rowOfWords, shownRows, type Narrow, type Row } from './entries';
import { TryBox } from './TryBox';
import './mapping.css';

export type What = 'words' | 'codes';

/** What the words and codes of bulletins are taken for, and a box to try a text in. */
export default function MappingPage() {
  const { t } = useWords();
  const admin = useSignedIn().may('manage_sources');
  const [what, setWhat] = useState<What>('words');
  const [form, setForm] = useState<Row | 'new' | null>(null);
  return (
    <Office
      title={t('mapping.title')}
      tools={<IntakeTabs />}
      lead={t('mapping.lead')}
      act={admin && <button type="button" className="btn pri" onClick={() => setForm('new')} data-act="add"><Plus aria-hidden className="i" />{t(`mapping.add.${what}`)}</button>}
    >
      <TryBox />
      {!admin && <Banner tone="info" icon={Info}>{t('mapping.readOnly')}</Banner>}
      <div className="pills" role="group" aria-label={t('mapping.title')}>
        {(['words', 'codes'] as const).map((each) => <button key={each} type="button" aria-pressed={what === each} onClick={() => setWhat(each)} data-what={each}>{t(`mapping.what.${each}`)}</button>)}
      </div>
      {what === 'words' ? <WordsRows admin={admin} onEdit={setForm} /> : <CodeRows admin={admin} onEdit={setForm} />}
      {form && <EntryForm what={what} row={form === 'new' ? null : form} onClose={() => setForm(null)} />}
    </Office>
  );
}

interface RowsProps { admin: boolean; onEdit: (row: Row) => void }
function WordsRows(props: RowsProps) {
  const found = useHazardWords();
  if (!found.data) return <Waiting error={found.error} retry={() => void found.refetch()} />;
  return <Rows key="words" what="words" rows={found.data.map(rowOfWords)} {...props} />;
}
function CodeRows(props: RowsProps) {
  const found = useHazardCodes();
  if (!found.data) return <Waiting error={found.error} retry={() => void found.refetch()} />;
  return <Rows key="codes" what="codes" rows={found.data.map(rowOfCode)} {...props} />;
}

export const hazardName = (hazard: string | null, { t }: Pick<Words, 't'>): string =>
  hazard === null ? t('mapping.ask') : hazard in hazards ? t(`hazards.${hazard as keyof typeof hazards}`) : hazard;

/** A language by its name where it has one here; a list by its own. */
export function groupName(what: What, group: string, { t, lang }: Pick<Words, 't' | 'lang'>): string {
  if (what === 'codes') return group;
  try {
    return new Intl.DisplayNames([lang], { type: 'language' }).of(group) ?? group;
  } catch {
    return group || t('unknown');
  }
}

function Rows({ what, rows, admin, onEdit }: RowsProps & { what: What; rows: Row[] }) {
  const words = useWords();
  const { t } = words;
  const [by, setBy] = useState<Narrow>({ group: '', hazard: '', origin: '', text: '' });
  const [dropping, setDropping] = useState<Row | null>(null);
  const set = (key: keyof Narrow) => (event: { target: { value: string } }) => setBy({ ...by, [key]: event.target.value });
  const all = { value: '', name: t('filter.all') };
  const taken = [...new Set(rows.map((row) => row.hazard ?? ASK))];
  return (
    <>
      <div className="filters">
        <div className="fld inline find"><label htmlFor="mapping-find">{t('filter.find')}</label><Search aria-hidden className="i sm" /><input id="mapping-find" type="search" className="inp" value={by.text} onChange={set('text')} /></div>
        <Select inline label={t(`mapping.group.${what}`)} value={by.group} onChange={set('group')} options={[all, ...groupsOf(rows).map((value) => ({ value, name: groupName(what, value, words) }))]} />
        <Select inline label={t('mapping.takenFor')} value={by.hazard} onChange={set('hazard')} options={[all, ...taken.map((value) => ({ value, name: hazardName(value === ASK ? null : value, words) }))]} />
        <Select inline label={t('mapping.origin')} value={by.origin} onChange={set('origin')} options={[all, { value: 'own', name: t('mapping.own') }, { value: 'shipped', name: t('mapping.shipped') }]} />
      </div>
      <Table what={what} rows={shownRows(rows, by)} none={rows.length === 0} admin={admin} onEdit={onEdit} onDrop={setDropping} />
      {dropping && <Drop what={what} row={dropping} onClose={() => setDropping(null)} />}
    </>
  );
}

interface TableProps extends RowsProps { what: What; rows: Row[]; none: boolean; onDrop: (row: Row) => void }
function Table({ what, rows, none, admin, onEdit, onDrop }: TableProps) {
  const words = useWords();
  const { t } = words;
  const now = useNow(60_000);
  const columns: Column<Row>[] = [
    { key: 'text', heading: t(`mapping.text.${what}`), main: true, value: (row) => row.text },
    { key: 'group', heading: t(`mapping.group.${what}`), value: (row) => groupName(what, row.group, words) },
    { key: 'hazard', heading: t('mapping.takenFor'), value: (row) => hazardName(row.hazard, words), cell: (row) => (row.hazard ? hazardName(row.hazard, words) : <Tag tone="unknown">{t('mapping.ask')}</Tag>) },
    {
      key: 'origin', heading: t('mapping.origin'), value: (row) => t(row.shipped ? 'mapping.shipped' : 'mapping.own'),
      cell: (row) => (row.shipped ? <span className="mut">{t('mapping.shipped')}</span> : <><Tag tone="strong">{t('mapping.own')}</Tag>{row.at && <small>{[row.by, moment(row.at, now)].filter(Boolean).join(' · ')}</small>}</>),
    },
    ...(admin ? [{
      key: 'acts', heading: t('mapping.acts'), fixed: true, value: () => null,
      cell: (row: Row) => (
        <span className="rowacts">
          <button type="button" className="btn s" onClick={() => onEdit(row)} data-act="edit"><Pencil aria-hidden className="i sm" />{t('mapping.change')}<span className="vh"> {row.text}</span></button>
          {!row.shipped && <button type="button" className="btn s" onClick={() => onDrop(row)} data-act="drop"><Undo2 aria-hidden className="i sm" />{t('mapping.drop')}<span className="vh"> {row.text}</span></button>}
        </span>
      ),
    }] : []),
  ];
  return <div className="mappingtable"><DataTable caption={t(`mapping.what.${what}`)} columns={columns} rows={rows} rowKey={(row) => row.id ?? `${row.group} ${row.text}`} file={t(`mapping.file.${what}`)} empty={<p>{t(none ? 'mapping.none' : 'filter.nothing')}</p>} /></div>;
}

function Drop({ what, row, onClose }: { what: What; row: Row; onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const client = useQueryClient();
  const act = async () => {
    if (row.id) await (what === 'words' ? dropWords(row.id) : dropCode(row.id));
    await client.invalidateQueries({ queryKey: what === 'words' ? keys.hazardWords : keys.hazardCodes });
  };
  return (
    <ConfirmSheet
      act={t('mapping.dropAct', { text: row.text })} tone="dan" onAct={act} onClose={onClose}
      answers={[
        { name: t(`mapping.group.${what}`), value: groupName(what, row.group, words) },
        { name: t('mapping.takenFor'), value: hazardName(row.hazard, words) },
        { name: t('confirm.what'), value: t('mapping.dropWhat') },
      ]}
    />
  );
}
