import { Search } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { useUnits } from '../api/accounts';
import { useWords } from '../i18n';
import { Select, type Option } from '../shared/form/Select';
import { NO_FILTERS, queryOf, type Filters } from './resourceQueries';

interface Props { filters: Filters; set: (filters: Filters) => void; kinds: Option[]; children?: ReactNode }

/** What a link from elsewhere looks for (`tim`), and in which unit (`don-vi`); nothing otherwise. */
export function useSoughtFilters(): Filters {
  const [query] = useSearchParams();
  return { ...NO_FILTERS, q: query.get('tim') ?? '', unit: query.get('don-vi') ?? '' };
}

/** Words, unit, kind, and those that left. */
export function Filter({ filters, set, kinds, children }: Props) {
  const { t } = useWords();
  const units = (useUnits().data ?? []).slice().sort((a, b) => a.name.localeCompare(b.name, 'vi'));
  const [typed, setTyped] = useState(filters.q);
  useEffect(() => {
    if (typed === filters.q) return;
    const wait = setTimeout(() => set({ ...filters, q: typed }), 300);
    return () => clearTimeout(wait);
  }, [typed]);
  const all = { value: '', name: t('resources.all') };
  return (
    <div className="filters">
      <div className="fld inline find"><label htmlFor="res-find">{t('resources.find')}</label><Search aria-hidden className="i sm" /><input id="res-find" type="search" className="inp" value={typed} onChange={(event) => setTyped(event.target.value)} /></div>
      <Select inline label={t('resources.unit')} value={filters.unit} onChange={(event) => set({ ...filters, unit: event.target.value })} options={[all, ...units.map((unit) => ({ value: unit.code, name: unit.name }))]} />
      {kinds.length > 1 && <Select inline label={t('resources.kind')} value={filters.kind} onChange={(event) => set({ ...filters, kind: event.target.value })} options={[all, ...kinds]} />}
      <label className="tickline"><input type="checkbox" className="chk small" checked={filters.retired} onChange={(event) => set({ ...filters, retired: event.target.checked })} />{t('resources.retiredOnly')}</label>
      {queryOf(filters) !== '' && <button type="button" className="btn s" onClick={() => { setTyped(''); set(NO_FILTERS); }}>{t('resources.clear')}</button>}
      {children}
    </div>
  );
}
