import { ArrowLeftRight, Check, CircleMinus, Equal, Plus } from 'lucide-react';
import type { Allocation, AllocationRow, Beside } from '../../api/allocation';
import type { Shelter } from '../../api/types';
import { useWords } from '../../i18n';
import { number } from '../../shared/format';
import { DataTable, type Column } from '../../shared/table/DataTable';
import { Tag, type Tone } from '../../shared/Tags';
import { kilometres } from '../arrangements/words';
import type { PlanZone } from '../types';
import { canTake, inOrder, takeable } from './rows';

const LOOK: Record<Beside, { tone: Tone; icon: typeof Plus }> = { same: { tone: 'plain', icon: Equal }, new: { tone: 'ok', icon: Plus }, moved: { tone: 'warn', icon: ArrowLeftRight }, dropped: { tone: 'danger', icon: CircleMinus } };

interface Props { unit: string; shelters: readonly Shelter[]; proposal: Allocation; zones: readonly PlanZone[]; chosen: ReadonlySet<number>; /** Absent: only to be read. */ onPick?: (picked: ReadonlySet<number>) => void; shown: number | null; onShow: (n: number) => void }

/** The proposal as a table, beside what the draft says now: equal to the map, and the place where rows are chosen. */
export function RowTable({ unit, shelters, proposal, zones, chosen, onPick, shown, onShow }: Props) {
  const { t, lang } = useWords();
  const n = (count: number) => number(count, lang, 0);
  const rows = inOrder(proposal.rows);
  const can = takeable(rows);
  const pick = (row: AllocationRow, on: boolean) => { const next = new Set(chosen); if (on) next.add(row.n); else next.delete(row.n); onPick?.(next); };
  const zoneName = (code: string) => zones.find((zone) => zone.properties.code === code)?.properties.name;
  // Whose a shelter is matters where it is not the commune's own.
  const commune = (row: AllocationRow) => { const name = row.shelter_commune && row.shelter_commune !== unit && (shelters.find((each) => each.code === row.shelter)?.commune_name ?? row.shelter_commune); return name ? t('arrange.alloc.otherCommune', { name }) : ''; };
  const columns: Column<AllocationRow>[] = [
    { key: 'zone', heading: t('arrange.alloc.col.zone'), main: true, value: (row) => row.zone, cell: (row) => <><span id={`alloc-row-${row.n}`}>{row.zone}</span><small>{zoneName(row.zone)}</small></> },
    { key: 'shelter', heading: t('arrange.alloc.col.shelter'), value: (row) => row.shelter_name, cell: (row) => <div><button type="button" className="linkb" onClick={() => onShow(row.n)}>{row.shelter_name}</button><small>{[row.shelter, commune(row)].filter(Boolean).join(' · ')}</small></div> },
    { key: 'people', heading: t('arrange.alloc.col.people'), num: true, total: true, value: (row) => row.people, cell: (row) => <div><b>{n(row.people)}</b>{row.households !== null && <small>{t('arrange.alloc.households', { n: n(row.households) })}</small>}{row.vulnerable !== null && <small>{t('arrange.alloc.vulnerable', { n: n(row.vulnerable) })}</small>}{row.villages.length > 0 && <Villages row={row} />}</div> },
    { key: 'distance', heading: t('arrange.alloc.col.distance'), num: true, value: (row) => row.distance_m, cell: (row) => (row.distance_m === null ? '–' : <div>{t('arrange.alloc.mean', { n: kilometres(row.distance_m, lang) })}{row.longest_m !== null && <small>{t('arrange.alloc.longestOf', { n: kilometres(row.longest_m, lang) })}</small>}{row.basis && <small>{t(`arrange.alloc.basis.${row.basis}`)}</small>}</div>) },
    { key: 'current', heading: t('arrange.alloc.col.current'), num: true, value: (row) => row.current_people, cell: (row) => (row.current_people === null ? '–' : n(row.current_people)) },
    { key: 'beside', heading: t('arrange.alloc.col.beside'), value: (row) => t(`arrange.alloc.beside.${row.beside}`), cell: (row) => <BesideCell row={row} /> },
    ...(onPick ? [{ key: 'pick', heading: t('arrange.alloc.col.pick'), fixed: true, value: () => '', cell: (row: AllocationRow) => (canTake(row) ? <label className="pickline"><input type="checkbox" className="chk" checked={chosen.has(row.n)} onChange={(event) => pick(row, event.target.checked)} aria-label={t('arrange.alloc.pickRow', { zone: row.zone, shelter: row.shelter_name })} /></label> : null) }] : []),
  ];
  return (
    <>
      {onPick && can.length > 1 && <label className="tickline"><input type="checkbox" className="chk small" checked={can.every((each) => chosen.has(each))} onChange={(event) => onPick(new Set(event.target.checked ? can : []))} data-act="pick-all" />{t('arrange.alloc.pickAll')}</label>}
      <DataTable caption={t('arrange.alloc.rows')} columns={columns} rows={rows} rowKey={(row) => String(row.n)} rowClass={(row) => [row.n === shown && 'shownrow', row.beside === 'same' && 'quiet'].filter(Boolean).join(' ') || undefined} file="de-xuat-bo-tri" empty={<p>{t('arrange.alloc.rowsNone')}</p>} />
    </>
  );
}

function BesideCell({ row }: { row: AllocationRow }) {
  const { t, lang } = useWords();
  const { tone, icon: Icon } = LOOK[row.beside];
  return (
    <div data-beside={row.beside}>
      <Tag tone={tone}><Icon aria-hidden size={12} />{t(`arrange.alloc.beside.${row.beside}`)}</Tag>
      <small>{t(`arrange.alloc.besideHint.${row.beside}`, { n: number(row.current_people ?? 0, lang, 0) })}</small>
      {row.accepted_at && <Tag tone="ok"><Check aria-hidden size={12} />{t('arrange.alloc.takenOn')}</Tag>}
    </div>
  );
}

function Villages({ row }: { row: AllocationRow }) {
  const { t, lang } = useWords();
  const n = (count: number) => number(count, lang, 0);
  return <details><summary className="sm">{t('arrange.alloc.villages')}</summary><ul>{row.villages.map((each) => <li key={each.village} className="sm">{each.village || '–'}: {[n(each.people), each.households !== null && t('arrange.alloc.households', { n: n(each.households) }), each.vulnerable !== null && t('arrange.alloc.vulnerable', { n: n(each.vulnerable) })].filter(Boolean).join(', ')}</li>)}</ul></details>;
}
