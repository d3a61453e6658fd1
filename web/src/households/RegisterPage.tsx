import '../i18n/register';
import './register.css';
import { Download, FileUp, House, Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { useUnits } from '../api/accounts';
import { Gate } from '../accounts/Gate';
import { Office } from '../app/Office';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { Waiting } from '../shared/Failure';
import { Select } from '../shared/form/Select';
import { number } from '../shared/format';
import { propertyWords } from '../shared/property';
import { DataTable, type Column } from '../shared/table/DataTable';
import { Tag } from '../shared/Tags';
import { FromDevice } from '../offline/FromDevice';
import { useOwnCommunes } from './communes';
import { filtersIn, isFiltered, NO_FILTERS, queryOf, type Filters } from './query';
import { fileAddress, TEMPLATE, useHouseholds, useSummary } from './registerQueries';
import { DESTINATION_KINDS, HOUSE_CLASSES, type Household, type Summary } from './types';
import { destinationWords, groupWords, kindsByCount } from './words';

/** Who lives where: figures on top, filters, a table. Who may not read households sees the figures by village. */
export default function RegisterPage() {
  const { t } = useWords();
  const { may } = useSignedIn();
  const reads = may('read_households');
  return (
    <Office
      title={t('register.title')} lead={t(reads ? 'register.lead' : 'register.leadFigures')}
      act={may('edit_households') && <span className="regacts"><Link className="btn" href="/ho-dan/nhap" data-act="import"><FileUp aria-hidden className="i" />{t('register.import')}</Link><Link className="btn pri" href="/ho-dan/them" data-act="add"><House aria-hidden className="i" />{t('register.add')}</Link></span>}
    >
      <Gate>{reads ? <Register /> : <FiguresOnly />}</Gate>
    </Office>
  );
}

function Register() {
  const { t } = useWords();
  const [query, setQuery] = useSearchParams();
  const filters = filtersIn(query);
  const set = (change: Partial<Filters>) => setQuery(queryOf({ ...filters, ...change }), { replace: true });
  const found = useHouseholds(filters, true);
  const summary = useSummary(filters);
  return (
    <>
      {found.broughtAt && <FromDevice at={found.broughtAt} />}
      {summary.data && <Totals summary={summary.data} />}
      <FilterBar filters={filters} set={set} />
      {summary.data && <KindChips summary={summary.data} chosen={filters.kind} onChoose={(kind) => set({ kind })} />}
      {found.rows ? <Table rows={found.rows} filtered={isFiltered(filters)} /> : <Waiting error={found.error} retry={() => void found.refetch()} />}
      {found.more && !found.broughtAt && <p className="more-row"><button type="button" className="btn" disabled={found.moreComes} onClick={() => void found.fetchMore()}>{t('register.more')}</button></p>}
      <div className="regacts" hidden={found.broughtAt !== null}>
        <a className="btn" href={fileAddress(filters, 'xlsx')} download data-act="xlsx"><Download aria-hidden className="i" />{t('register.exportXlsx')}</a>
        <a className="btn" href={fileAddress(filters, 'csv')} download><Download aria-hidden className="i" />{t('register.exportCsv')}</a>
        <a className="btn" href={TEMPLATE} download>{t('register.template')}</a>
        <span className="mut sm">{t('register.exportNote')}</span>
      </div>
    </>
  );
}

function Totals({ summary }: { summary: Summary }) {
  const words = useWords();
  const { t, lang } = words;
  const { figures } = summary;
  return (
    <dl className="regfigures" data-figures>
      <div><dt>{t('register.households')}</dt><dd>{number(figures.households, lang)}</dd></div>
      <div><dt>{t('register.people')}</dt><dd>{number(figures.people, lang)}</dd></div>
      <div><dt>{t('register.vulnerable')}</dt><dd>{number(figures.vulnerable, lang)}</dd></div>
      <div><dt>{t('register.property')}</dt><dd className="words">{propertyWords(figures.property, words)}</dd></div>
    </dl>
  );
}

function FilterBar({ filters, set }: { filters: Filters; set: (change: Partial<Filters>) => void }) {
  const { t } = useWords();
  const communes = useOwnCommunes();
  const all = { value: '', name: t('register.filter.all') };
  // Villages are offered of the commune alone, whatever else is asked.
  const villages = useSummary({ ...NO_FILTERS, commune: filters.commune }).data?.villages ?? [];
  const names = [...new Set(villages.map((each) => each.village))];
  const [typed, setTyped] = useState(filters.q);
  useEffect(() => {
    if (typed === filters.q) return;
    const wait = setTimeout(() => set({ q: typed }), 300);
    return () => clearTimeout(wait);
  }, [typed]);
  return (
    <div className="filters">
      <div className="fld inline find"><label htmlFor="hh-find">{t('register.filter.find')}</label><Search aria-hidden className="i sm" /><input id="hh-find" type="search" className="inp" value={typed} onChange={(event) => setTyped(event.target.value)} /></div>
      {communes.length > 1 && <Select inline label={t('register.filter.commune')} value={filters.commune} onChange={(event) => set({ commune: event.target.value, village: '' })} options={[all, ...communes.map((each) => ({ value: each.code, name: each.name }))]} />}
      <Select inline label={t('register.filter.village')} value={filters.village} onChange={(event) => set({ village: event.target.value })} options={[all, ...names.map((name) => ({ value: name, name }))]} />
      <Select inline label={t('register.filter.destination')} value={filters.destination_kind} onChange={(event) => set({ destination_kind: event.target.value })} options={[all, ...DESTINATION_KINDS.map((value) => ({ value, name: t(`register.destination_kind.${value}`) }))]} />
      <Select inline label={t('register.filter.house')} value={filters.house_class} onChange={(event) => set({ house_class: event.target.value })} options={[all, ...HOUSE_CLASSES.map((value) => ({ value, name: t(`register.house_class.${value}`) }))]} />
      <label className="tickline"><input type="checkbox" className="chk small" checked={filters.without_zone} onChange={(event) => set({ without_zone: event.target.checked })} />{t('register.filter.noZone')}</label>
      <label className="tickline"><input type="checkbox" className="chk small" checked={filters.retired} onChange={(event) => set({ retired: event.target.checked })} />{t('register.filter.retired')}</label>
      {filters.zone && <label className="tickline"><input type="checkbox" className="chk small" checked onChange={() => set({ zone: '' })} />{t('register.filter.zoneOnly')}</label>}
      {isFiltered(filters) && <button type="button" className="btn s" onClick={() => { setTyped(''); set(NO_FILTERS); }}>{t('register.filter.clear')}</button>}
    </div>
  );
}

function KindChips({ summary, chosen, onChoose }: { summary: Summary; chosen: string; onChoose: (kind: string) => void }) {
  const { t, lang } = useWords();
  const kinds = kindsByCount(summary.kinds);
  if (kinds.length === 0) return null;
  return (
    <fieldset className="kindchips">
      <legend>{t('register.kindsLegend')}</legend>
      {kinds.map(([kind, count]) => (
        <button key={kind} type="button" className="btn s" aria-pressed={chosen === kind} data-kind={kind} onClick={() => onChoose(chosen === kind ? '' : kind)}>{t(`register.kind.${kind}`)} <span className="cnt">{number(count, lang)}</span></button>
      ))}
    </fieldset>
  );
}

function Table({ rows, filtered }: { rows: Household[]; filtered: boolean }) {
  const words = useWords();
  const { t } = words;
  const columns: Column<Household>[] = [
    { key: 'head', heading: t('register.col.head'), main: true, value: (h) => h.entry.head, cell: (h) => <><Link href={`/ho-dan/${h.id}`}>{h.entry.head}</Link><small>{h.code}</small></> },
    { key: 'village', heading: t('register.col.village'), value: (h) => h.entry.village },
    { key: 'people', heading: t('register.col.people'), num: true, total: true, value: (h) => h.entry.people },
    { key: 'vulnerable', heading: t('register.col.vulnerable'), value: (h) => h.figures.vulnerable, cell: (h) => <span className="regtags">{groupWords(h.entry.vulnerable, words).map((each) => <Tag key={each} tone="warn">{each}</Tag>)}{h.entry.vulnerable_note && <small>{h.entry.vulnerable_note}</small>}</span> },
    { key: 'house', heading: t('register.col.house'), value: (h) => t(`register.house_class.${h.entry.house_class}`) },
    { key: 'destination', heading: t('register.col.destination'), value: (h) => destinationWords(h.entry, words), cell: (h) => (h.entry.destination_kind === 'not_stated' && !h.entry.destination ? <Tag tone="unknown">{t('register.destination_kind.not_stated')}</Tag> : destinationWords(h.entry, words)) },
    { key: 'phone', heading: t('register.col.phone'), value: (h) => h.entry.phone, cell: (h) => (h.entry.phone ? <a href={`tel:${h.entry.phone.replace(/\s/g, '')}`}>{h.entry.phone}</a> : null) },
    { key: 'zones', heading: t('register.col.zones'), value: (h) => h.zones.map((zone) => zone.code).join(', '), cell: (h) => (h.zones.length > 0 ? h.zones.map((zone) => zone.code).join(', ') : <Tag tone="unknown">{t('register.filter.noZone')}</Tag>) },
  ];
  return (
    <DataTable
      caption={t('register.title')} columns={columns} rows={rows} rowKey={(h) => h.id} rowClass={(h) => (h.retired_on ? 'quiet' : undefined)}
      empty={<p>{t(filtered ? 'register.nothing' : 'register.none')}</p>}
    />
  );
}

function FiguresOnly() {
  const { t } = useWords();
  const summary = useSummary(NO_FILTERS);
  const names = new Map((useUnits().data ?? []).map((unit) => [unit.code, unit.name]));
  if (!summary.data) return <Waiting error={summary.error} retry={() => void summary.refetch()} />;
  const columns: Column<Summary['villages'][number]>[] = [
    { key: 'village', heading: t('register.col.village'), main: true, value: (each) => each.village },
    { key: 'commune', heading: t('register.filter.commune'), value: (each) => names.get(each.commune_code) ?? each.commune_code },
    { key: 'households', heading: t('register.households'), num: true, total: true, value: (each) => each.figures.households },
    { key: 'people', heading: t('register.people'), num: true, total: true, value: (each) => each.figures.people },
    { key: 'vulnerable', heading: t('register.vulnerable'), num: true, total: true, value: (each) => each.figures.vulnerable },
  ];
  return (
    <>
      <Totals summary={summary.data} />
      <DataTable caption={t('register.byVillage')} columns={columns} rows={summary.data.villages} rowKey={(each) => `${each.commune_code}/${each.village}`} empty={<p>{t('register.none')}</p>} />
    </>
  );
}
