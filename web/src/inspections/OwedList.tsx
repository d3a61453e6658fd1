import { BellRing } from 'lucide-react';
import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { useInspections, useOwedTasks, type OwedTask } from '../api/inspections';
import { Office } from '../app/Office';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { Waiting } from '../shared/Failure';
import { Select } from '../shared/form/Select';
import { number } from '../shared/format';
import { OwedCard } from './OwedCard';
import { SHELVES, shelved, toRemind, type Shelf } from './owed';
import { Tabs } from './Tabs';

const MOST = 500;

/** What units owe after inspections: what is overdue first, what was sent back next, then what waits for the inspectors. */
export default function OwedList() {
  const { t, lang } = useWords();
  const { account } = useSignedIn();
  const [query, setQuery] = useSearchParams();
  const own = account?.unit_code ?? '';
  // A commune sees what it owes; who looks wider sees everything, and chooses.
  const unit = query.get('don-vi') ?? (query.has('dot') ? '' : own);
  const inspection = query.get('dot') ?? '';
  const asked = query.get('ngan') ?? '';
  const reminding = asked === 'nhac';
  const shelf = SHELVES.find((each) => each === asked) ?? '';
  const found = useOwedTasks({ unit, inspection });
  const campaigns = useInspections().data ?? [];
  const tasks = found.data?.items ?? [];
  const due = useMemo(() => toRemind(tasks), [tasks]);
  const shelves = useMemo(() => shelved(reminding ? due : tasks), [reminding, due, tasks]);
  const counts = useMemo(() => shelved(tasks), [tasks]);
  const units = useMemo(() => [...new Map(tasks.map((task) => [task.unit_code, task.unit_name]))].sort((a, b) => a[1].localeCompare(b[1], 'vi')), [tasks]);
  const set = (key: string, value: string) => setQuery((before) => { const next = new URLSearchParams(before); if (value !== '' || key === 'don-vi') next.set(key, value); else next.delete(key); return next; }, { replace: true });
  const shown = SHELVES.filter((each) => (shelf === '' ? each !== 'voided' : each === shelf) && shelves[each].length > 0);
  const unitChoices = units.some(([code]) => code === unit) || unit === '' ? units : [...units, [unit, account?.unit_code === unit ? (account.unit_name ?? unit) : unit] as [string, string]];
  return (
    <Office title={t('inspections.owed.title')} lead={t('inspections.owed.lead')} crumbs={[{ href: '/kiem-tra', name: t('inspections.title') }]} tools={<Tabs />}>
      <div className="filters">
        <Select inline label={t('inspections.owed.unit')} value={unit} onChange={(event) => set('don-vi', event.target.value)} options={[{ value: '', name: t('inspections.owed.everyUnit') }, ...unitChoices.map(([value, name]) => ({ value, name }))]} />
        <Select inline label={t('inspections.campaign.one')} value={inspection} onChange={(event) => set('dot', event.target.value)} options={[{ value: '', name: t('inspections.owed.everyCampaign') }, ...campaigns.map((each) => ({ value: each.id, name: each.name }))]} />
      </div>
      {!found.data && <Waiting error={found.error} retry={() => void found.refetch()} />}
      {tasks.length > 0 && (
        <fieldset className="kindchips">
          <legend>{t('inspections.owed.shelf')}</legend>
          <button type="button" className="btn s" aria-pressed={asked === ''} onClick={() => set('ngan', '')}>{t('inspections.record.all', { n: number(tasks.length, lang) })}</button>
          {due.length > 0 && <button type="button" className="btn s" aria-pressed={reminding} onClick={() => set('ngan', 'nhac')} data-shelf="remind"><BellRing aria-hidden className="i sm" />{t('inspections.owed.toRemind')} {number(due.length, lang)}</button>}
          {SHELVES.filter((each) => counts[each].length > 0).map((each) => <button key={each} type="button" className="btn s" aria-pressed={shelf === each} onClick={() => set('ngan', each)} data-shelf={each}>{t(`inspections.owed.state.${each}`)} {number(counts[each].length, lang)}</button>)}
        </fieldset>
      )}
      {found.data?.next && <p className="ban warn"><span className="grow">{t('inspections.owed.more', { n: MOST })}</span></p>}
      {found.data && tasks.length === 0 && <div className="emptybox"><p><b>{t('inspections.owed.none')}</b></p><p>{t('inspections.owed.noneWhy')}</p></div>}
      {shown.map((each) => <ShelfPart key={each} shelf={each} tasks={shelves[each]} />)}
    </Office>
  );
}

function ShelfPart({ shelf, tasks }: { shelf: Shelf; tasks: OwedTask[] }) {
  const { t } = useWords();
  return (
    <section className="insp-shelf" aria-labelledby={`shelf-${shelf}`} data-shelf={shelf}>
      <h3 id={`shelf-${shelf}`}>{t(`inspections.owed.state.${shelf}`)} <span className={shelf === 'overdue' ? 'cnt hot' : 'cnt'}>{tasks.length}</span></h3>
      <ul>{tasks.map((task) => <li key={task.id}><OwedCard task={task} /></li>)}</ul>
    </section>
  );
}
