import { Search, Send } from 'lucide-react';
import { Link } from 'wouter';
import { useWords } from '../i18n';
import { Select } from '../shared/form/Select';
import { number } from '../shared/format';
import { Tag } from '../shared/Tags';
import { countsOf, shownBy, villagesOf, type Filter } from './filter';
import { StateChip } from './StateChip';
import { ORDER, toSettle } from './states';
import type { Relocation } from './types';

export type Shown = Relocation & { waits: number };
interface Props { records: Shown[]; filter: Filter; onFilter: (filter: Filter) => void; hrefOf: (id: string) => string; hereId?: string }

/** Longer lists are laid out as they come into view; what stands below them then moves a little while one scrolls. */
const LONG = 150;

/** Household by household, unknown first; narrowed by state, village and a search. */
export function HouseholdList({ records, filter, onFilter, hrefOf, hereId }: Props) {
  const { t } = useWords();
  const shown = shownBy(filter, records);
  return (
    <section className="hlist" aria-label={t('moves.list.label')}>
      <Filters records={records} filter={filter} onFilter={onFilter} />
      <p className="sm mut pad" role="status">{t('moves.list.shown', { count: shown.length })}{records.every((record) => record.head === null) && ` · ${t('moves.list.namesHidden')}`}</p>
      {shown.length === 0 && <p className="empty">{t('moves.list.none')}</p>}
      <ul className={shown.length > LONG ? 'long' : undefined} data-households={shown.length}>{shown.map((record) => <Row key={record.id} record={record} href={hrefOf(record.id)} here={record.id === hereId} />)}</ul>
    </section>
  );
}

function Filters({ records, filter, onFilter }: Pick<Props, 'records' | 'filter' | 'onFilter'>) {
  const { t } = useWords();
  const { counts, settle } = countsOf(records);
  const villages = villagesOf(records);
  const press = (state: Filter['state']) => onFilter({ ...filter, state: filter.state === state ? null : state });
  return (
    <div className="hfilters">
      <div className="hstates" role="group" aria-label={t('moves.list.filter')}>
        <button type="button" className="hsb" aria-pressed={filter.state === null} onClick={() => press(null)}>{t('moves.list.all')} <b>{records.length}</b></button>
        {ORDER.filter((state) => counts.has(state) || filter.state === state).map((state) => (
          <button key={state} type="button" className={`hsb hs-${state}`} aria-pressed={filter.state === state} onClick={() => press(state)} data-filter={state}>{t(`moves.state.${state}`)} <b>{counts.get(state) ?? 0}</b></button>
        ))}
        {(settle > 0 || filter.state === 'settle') && <button type="button" className="hsb settle" aria-pressed={filter.state === 'settle'} onClick={() => press('settle')} data-filter="settle">{t('moves.list.settle')} <b>{settle}</b></button>}
      </div>
      <div className="filters">
        {villages.length > 1 && <Select inline label={t('moves.list.village')} value={filter.village} onChange={(event) => onFilter({ ...filter, village: event.target.value })} options={[{ value: '', name: t('moves.list.everyVillage') }, ...villages.map((village) => ({ value: village, name: village }))]} />}
        <div className="fld inline find">
          <label htmlFor="find-household">{t('moves.list.find')}</label>
          <Search aria-hidden className="i sm" />
          <input id="find-household" className="inp" type="search" value={filter.find} onChange={(event) => onFilter({ ...filter, find: event.target.value })} autoComplete="off" spellCheck={false} />
        </div>
      </div>
    </div>
  );
}

function Row({ record: r, href, here }: { record: Shown; href: string; here: boolean }) {
  const { t, lang } = useWords();
  return (
    <li>
      <Link href={href} className={`hrow st-${r.state}`} aria-current={here ? 'true' : undefined} data-household={r.code || r.label} data-state={r.state}>
        <span className="grow">
          <span className="row wrap"><b className="hcode">{r.code || r.label}</b>{r.head && <span>{r.head}</span>}</span>
          <span className="row wrap sm mut">
            <span>{r.village}</span>
            <span>{r.uncounted ? t('moves.household.peopleListed', { n: number(r.people, lang) }) : t('moves.household.people', { n: number(r.people, lang) })}</span>
            {r.vulnerable > 0 && <span className="nw">{t('moves.household.vulnerable', { n: number(r.vulnerable, lang) })}</span>}
          </span>
        </span>
        <span className="hrow-s">
          <StateChip state={r.state} />
          {toSettle(r) && <Tag tone="warn">{t('moves.household.settle')}</Tag>}
          {r.waits > 0 && <Tag tone="unknown"><Send aria-hidden size={12} />{t('moves.household.waits')}</Tag>}
        </span>
      </Link>
    </li>
  );
}
