import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import { useUnits } from '../api/accounts';
import type { FindingCounts } from '../api/findings';
import { useWords } from '../i18n';
import { useHazards } from '../plans/planQueries';
import { Select } from '../shared/form/Select';
import { number } from '../shared/format';
import { useDesktop } from '../shared/media';
import { addressOf, kindsOf, NO_FILTERS, setCount, SEVERITIES, STATES, type Filters } from './filters';
import { useFindingKinds } from './findingQueries';
import { roleOf } from './FindingList';
import { SEVERITY_ICON } from './SeverityMark';

interface Props { filters: Filters; set: (part: Partial<Filters>) => void; counts: FindingCounts | undefined }

/** How grave, with how many of each; one press asks for one of them. */
export function SeverityRow({ filters, set, counts }: Props) {
  const { t, lang } = useWords();
  const n = (value: number | undefined) => (value === undefined ? '' : number(value, lang));
  return (
    <div className="sevrow noprint" role="group" aria-label={t('findings.filter.severity')}>
      <button type="button" className="btn" aria-pressed={filters.severity === ''} onClick={() => set({ severity: '' })} data-severity="all">{t('findings.filter.all')} <b className="cnt">{n(counts?.total)}</b></button>
      {SEVERITIES.map((severity) => {
        const Icon = SEVERITY_ICON[severity];
        return (
          <button key={severity} type="button" className={`btn ${severity}`} aria-pressed={filters.severity === severity} onClick={() => set({ severity: filters.severity === severity ? '' : severity })} data-severity={severity}>
            <Icon aria-hidden className="i sm" />{t(`findings.severity.${severity}`)} <b className="cnt">{n(counts?.by_severity[severity])}</b>
          </button>
        );
      })}
    </div>
  );
}

/** Unit, hazard, who owes it, state; on a phone folded away until they are wanted. */
export function Narrow(props: Props) {
  const { t } = useWords();
  const desktop = useDesktop();
  const set = setCount(props.filters);
  const [open, setOpen] = useState(false);
  if (desktop) return <Fields {...props} />;
  return (
    <details className="fndfold noprint" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="btn"><ListFilter aria-hidden className="i" />{set > 0 ? t('findings.filter.set', { count: set }) : t('findings.filter.open')}</summary>
      <Fields {...props} />
    </details>
  );
}

function Fields({ filters, set, counts }: Props) {
  const { t, loc, lang } = useWords();
  const units = (useUnits().data ?? []).slice().sort((a, b) => a.name.localeCompare(b.name, 'vi'));
  const hazards = useHazards().data ?? [];
  const kinds = useFindingKinds().data ?? [];
  const owed = [...new Map(kinds.map((kind) => [kind.owed_by, roleOf(loc(kind.owed_by_name))]))];
  const all = { value: '', name: t('findings.filter.all') };
  const kindName = (code: string) => loc(kinds.find((kind) => kind.kind === code)?.name) || code;
  const byKind = kindsOf(counts, filters.severity);
  return (
    <div className="filters">
      <div className="kindselect">
        <Select
          inline label={t('findings.filter.kind')} value={filters.kind} onChange={(event) => set({ kind: event.target.value })}
          options={[{ value: '', name: t('findings.filter.everyKind') }, ...(filters.kind && !byKind.some((each) => each.kind === filters.kind) ? [{ value: filters.kind, name: kindName(filters.kind) }] : []), ...byKind.map((each) => ({ value: each.kind, name: `${loc(each.name)} (${number(each.count, lang)})` }))]}
        />
      </div>
      <Select inline label={t('findings.filter.unit')} value={filters.unit} onChange={(event) => set({ unit: event.target.value })} options={[all, ...units.map((unit) => ({ value: unit.code, name: unit.name }))]} data-filter="unit" />
      <Select inline label={t('findings.filter.hazard')} value={filters.hazard} onChange={(event) => set({ hazard: event.target.value })} options={[all, ...hazards.map((hazard) => ({ value: hazard.code, name: loc(hazard.name) }))]} data-filter="hazard" />
      <Select inline label={t('findings.filter.owed')} value={filters.owed} onChange={(event) => set({ owed: event.target.value })} options={[all, ...owed.map(([value, name]) => ({ value, name }))]} data-filter="owed" />
      <Select inline label={t('findings.filter.state')} value={filters.state} onChange={(event) => set({ state: (event.target.value || '') as Filters['state'] })} options={[{ value: '', name: t('findings.state.standing') }, ...STATES.map((state) => ({ value: state, name: t(`findings.state.${state}`) }))]} data-filter="state" />
      {addressOf(filters) !== '' && <button type="button" className="btn" onClick={() => set(NO_FILTERS)} data-act="clear">{t('findings.filter.clear')}</button>}
    </div>
  );
}

/** Every kind with how many there are, the most frequent first; beside the list where there is room. */
export function KindFacet({ filters, set, counts }: Props) {
  const { t, loc, lang } = useWords();
  const kinds = kindsOf(counts, filters.severity);
  return (
    <nav className="kindfacet noprint" aria-label={t('findings.filter.kind')}>
      <h3>{t('findings.filter.kind')}</h3>
      <button type="button" aria-pressed={filters.kind === ''} onClick={() => set({ kind: '' })}><span className="grow">{t('findings.filter.everyKind')}</span></button>
      {kinds.map((kind) => {
        const Icon = SEVERITY_ICON[kind.severity];
        return (
          <button key={kind.kind} type="button" aria-pressed={filters.kind === kind.kind} onClick={() => set({ kind: filters.kind === kind.kind ? '' : kind.kind })} data-facet={kind.kind}>
            <Icon aria-label={t(`findings.severity.${kind.severity}`)} className={`i sm ${kind.severity}`} /><span className="grow">{loc(kind.name)}</span><b className="cnt">{number(kind.count, lang)}</b>
          </button>
        );
      })}
    </nav>
  );
}
