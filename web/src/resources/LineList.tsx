import { useQueryClient } from '@tanstack/react-query';
import { Boxes, Download, HandHelping, PenLine, PhoneCall } from 'lucide-react';
import { useState } from 'react';
import { keys } from '../api/keys';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { failureWords, Waiting } from '../shared/Failure';
import { number } from '../shared/format';
import { now } from '../shared/clock';
import { FromDevice } from '../offline/FromDevice';
import { DataTable, type Column } from '../shared/table/DataTable';
import { DemoTag, Tag } from '../shared/Tags';
import { useToast } from '../shared/Toast';
import { wallTime } from '../shared/wall';
import { Filter, useSoughtFilters } from './Filter';
import { LineDialog } from './LineDialog';
import { LoanDialog } from './LoanDialog';
import { Phone } from './Phone';
import { confirmPhone, fileAddress, queryOf, templateAddress, useKinds, useLines } from './resourceQueries';
import { StockDialog } from './StockDialog';
import { WORD, type Register, type Resource } from './types';
import { dayWords, placeWords } from './words';

const LENT: readonly Register[] = ['vehicles', 'teams', 'supplies'];
type Open = { what: 'edit' | 'stock' | 'loan'; line: Resource } | null;

/** The lines of one register, each with what can be done about it. */
export function LineList({ register }: { register: Register }) {
  const { t, loc } = useWords();
  const [filters, setFilters] = useState(useSoughtFilters());
  const [open, setOpen] = useState<Open>(null);
  const found = useLines(register, filters);
  const kinds = (useKinds().data ?? []).filter((kind) => kind.register === WORD[register]);
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Filter filters={filters} set={setFilters} kinds={kinds.map((kind) => ({ value: kind.code, name: loc(kind.name) }))} />
      {found.broughtAt && <FromDevice at={found.broughtAt} />}
      {found.data ? <Table register={register} rows={rows} filtered={queryOf(filters) !== ''} onOpen={setOpen} kindName={(code) => loc(kinds.find((kind) => kind.code === code)?.name) || code} /> : <Waiting error={found.error} retry={() => void found.refetch()} />}
      {found.hasNextPage && <p className="more-row"><button type="button" className="btn" disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{t('resources.more')}</button></p>}
      <div className="regacts">
        <a className="btn" href={fileAddress(register, filters, 'xlsx')} download data-act="xlsx"><Download aria-hidden className="i" />{t('resources.exportXlsx')}</a>
        <a className="btn" href={fileAddress(register, filters, 'csv')} download><Download aria-hidden className="i" />{t('resources.exportCsv')}</a>
        <a className="btn" href={templateAddress(register)} download>{t('resources.template')}</a>
        <span className="mut sm">{t('resources.exportNote')}</span>
      </div>
      {open?.what === 'edit' && <LineDialog register={register} line={open.line} onClose={() => setOpen(null)} />}
      {open?.what === 'stock' && <StockDialog line={open.line} onClose={() => setOpen(null)} />}
      {open?.what === 'loan' && <LoanDialog line={open.line} onClose={() => setOpen(null)} />}
    </>
  );
}

interface TableProps { register: Register; rows: Resource[]; filtered: boolean; onOpen: (open: Open) => void; kindName: (code: string) => string }
function Table({ register, rows, filtered, onOpen, kindName }: TableProps) {
  const { t, lang } = useWords();
  const today = wallTime(now()).slice(0, 10);
  const amount = (value: number | null, line: Resource) => (value === null ? '' : `${number(value, lang, 3)} ${line.entry.details.unit ?? ''}`.trim());
  const name: Column<Resource> = { key: 'name', heading: t('resources.col.name'), main: true, value: (r) => r.entry.name, cell: (r) => <>{r.entry.name}<small>{r.code}{register === 'contacts' ? '' : ` · ${kindName(r.entry.kind)}`}</small>{r.demonstration && <DemoTag />}{r.retired_on && <Tag>{t('resources.retired', { day: dayWords(r.retired_on) })}</Tag>}</> };
  const unit: Column<Resource> = { key: 'unit', heading: t('resources.col.unit'), value: (r) => r.unit_name };
  const place: Column<Resource> = { key: 'place', heading: t('resources.col.place'), value: (r) => placeWords(r.entry) };
  const phone: Column<Resource> = { key: 'phone', heading: t('resources.col.phone'), value: (r) => r.entry.phone_confirmed_on ?? '', cell: (r) => <Phone name={register === 'contacts' ? '' : r.entry.keeper} phone={r.entry.phone} confirmedOn={r.entry.phone_confirmed_on} /> };
  const free: Column<Resource> = {
    key: 'free', heading: t('resources.col.free'), num: true, value: (r) => r.free_today,
    cell: (r) => <>{amount(r.free_today, r)}{r.lent_today > 0 && <small>{t('resources.lent', { n: number(r.lent_today, lang, 3) })}</small>}{r.away_today && <span className="restag"><Tag tone="warn">{t('resources.awayUntil', { day: dayWords(r.away_today.to) })}</Tag></span>}</>,
  };
  const acts: Column<Resource> = { key: 'acts', heading: t('resources.col.acts'), fixed: true, value: () => '', cell: (r) => <Acts register={register} line={r} onOpen={onOpen} /> };
  const own: Record<Register, Column<Resource>[]> = {
    vehicles: [
      { key: 'quantity', heading: t('resources.col.quantity'), num: true, value: (r) => r.quantity, cell: (r) => amount(r.quantity, r) }, free,
      { key: 'condition', heading: t('resources.col.condition'), value: (r) => r.entry.details.condition ?? '', cell: (r) => <><Tag tone={r.entry.details.condition === 'working' ? 'ok' : r.entry.details.condition === 'broken' ? 'danger' : r.entry.details.condition === 'needs_repair' ? 'warn' : 'unknown'}>{t(`resources.choice.${(r.entry.details.condition ?? 'not_stated') as 'working'}`)}</Tag>{r.entry.details.contract?.until && r.entry.details.contract.until < today && <span className="restag"><Tag tone="danger">{t('resources.contractOver', { day: dayWords(r.entry.details.contract.until) })}</Tag></span>}</> }, place,
    ],
    teams: [
      { key: 'quantity', heading: t('resources.field.people'), num: true, total: true, value: (r) => r.quantity }, free,
      { key: 'minutes', heading: t('resources.col.minutes'), num: true, value: (r) => r.entry.details.minutes ?? null, cell: (r) => (r.entry.details.minutes === null || r.entry.details.minutes === undefined ? <Tag tone="unknown">{t('resources.answer.unknown')}</Tag> : t('resources.minutes', { count: r.entry.details.minutes })) },
      { key: 'duty', heading: t('resources.col.duty'), value: (r) => r.entry.details.duty ?? '' }, place,
    ],
    supplies: [
      { key: 'quantity', heading: t('resources.col.quantity'), num: true, value: (r) => r.quantity, cell: (r) => amount(r.quantity, r) }, free,
      { key: 'expires', heading: t('resources.col.expires'), value: (r) => r.entry.details.expires_on ?? '', cell: (r) => (r.entry.details.expires_on ? <>{dayWords(r.entry.details.expires_on)}{r.entry.details.expires_on < today && <span className="restag"><Tag tone="danger">{t('resources.expired')}</Tag></span>}</> : null) },
      { key: 'source', heading: t('resources.col.source'), value: (r) => t(`resources.choice.${(r.entry.details.source ?? 'not_stated') as 'reserve'}`) }, place,
    ],
    'water-points': [{ key: 'access', heading: t('resources.col.access'), value: (r) => r.entry.details.access ?? '' }, { key: 'capacity', heading: t('resources.col.capacity'), value: (r) => r.entry.details.capacity ?? '' }, { key: 'inspected', heading: t('resources.col.inspected'), value: (r) => r.entry.details.inspected_on ?? '', cell: (r) => (r.entry.details.inspected_on ? dayWords(r.entry.details.inspected_on) : <Tag tone="unknown">{t('resources.answer.unknown')}</Tag>) }],
    'landing-places': [],
    contacts: [{ key: 'position', heading: t('resources.col.position'), value: (r) => [r.entry.details.position, r.entry.details.duty].filter(Boolean).join(' · ') }, { key: 'villages', heading: t('resources.col.villages'), value: (r) => (r.entry.details.villages ?? []).join(', ') }, { key: 'backup', heading: t('resources.field.backup_phone'), value: (r) => r.entry.details.backup_phone ?? '', cell: (r) => <Phone name="" phone={r.entry.details.backup_phone ?? ''} confirmedOn={r.entry.details.backup_confirmed_on ?? null} /> }],
  };
  const columns = [name, unit, ...own[register === 'landing-places' ? 'water-points' : register], phone, acts];
  return <DataTable caption={t(`resources.tabs.${register}`)} columns={columns} rows={rows} rowKey={(r) => r.id} rowClass={(r) => (r.retired_on ? 'quiet' : undefined)} empty={<p>{t(filtered ? 'resources.nothing' : 'resources.none')}</p>} />;
}

function Acts({ register, line, onOpen }: { register: Register; line: Resource; onOpen: (open: Open) => void }) {
  const { t } = useWords();
  const { account, may } = useSignedIn();
  const client = useQueryClient();
  const say = useToast();
  if (!may('edit_resources')) return null;
  const own = account?.unit_code ?? null;
  // The server decides; here only what is surely refused is not offered.
  const mine = own === null || own === line.unit_code;
  const call = async (which: 'main' | 'backup') => {
    try {
      await confirmPhone(register, line.id, which);
      void client.invalidateQueries({ queryKey: keys.resources });
      say({ tone: 'done', text: t('resources.confirmed', { name: line.entry.name }) });
    } catch (reason) {
      say({ tone: 'fault', text: failureWords(reason, t, true) });
    }
  };
  return (
    <span className="resacts">
      {mine && line.entry.phone && <button type="button" className="btn s" onClick={() => void call('main')} data-act="confirm-phone" aria-label={`${t('resources.confirm')}: ${line.entry.name}`}><PhoneCall aria-hidden className="i sm" />{t('resources.confirm')}</button>}
      {mine && register === 'contacts' && line.entry.details.backup_phone && <button type="button" className="btn s" onClick={() => void call('backup')} aria-label={`${t('resources.confirmBackup')}: ${line.entry.name}`}>{t('resources.confirmBackup')}</button>}
      {mine && register === 'supplies' && !line.retired_on && <button type="button" className="btn s" onClick={() => onOpen({ what: 'stock', line })} data-act="stock" aria-label={`${t('resources.stock.open')}: ${line.entry.name}`}><Boxes aria-hidden className="i sm" />{t('resources.stock.open')}</button>}
      {mine && <button type="button" className="btn s" onClick={() => onOpen({ what: 'edit', line })} data-act="edit" aria-label={`${t('resources.edit')}: ${line.entry.name}`}><PenLine aria-hidden className="i sm" />{t('resources.edit')}</button>}
      {(own === null || !mine) && LENT.includes(register) && !line.retired_on && <button type="button" className="btn s" onClick={() => onOpen({ what: 'loan', line })} data-act="loan" aria-label={`${t('resources.loan.ask')}: ${line.entry.name}`}><HandHelping aria-hidden className="i sm" />{t('resources.loan.ask')}</button>}
    </span>
  );
}
