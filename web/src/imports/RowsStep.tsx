import { Check, Search } from 'lucide-react';
import { lazy, Suspense, useId, useMemo, useRef, useState } from 'react';
import { useWords } from '../i18n';
import { useDark } from '../map/useDark';
import { hectares, number } from '../shared/format';
import { ROW_PX, useWindow } from '../shared/grid/useWindow';
import { Tag, type Tone } from '../shared/Tags';
import type { StepProps } from './ImportPage';
import { Outline } from './Outline';
import { rowsOf, type Row } from './rows';
import { FATES, type Fate, type ImportItem } from './types';
import { allTaken, repairable } from './wizard';

const ImportMap = lazy(() => import('./ImportMap'));
export const FATE_TONE: Record<Fate, Tone> = { added: 'ok', changed: 'warn', unchanged: 'plain', repaired: 'ok', held: 'unknown', refused: 'danger' };

/** What becomes of each row: filtered, seen on the map, with the reasons, and repairs to be taken. */
export function RowsStep({ state, send }: StepProps) {
  const { t, lang, loc } = useWords();
  const dark = useDark();
  const find = useId();
  const { draft, settings } = state;
  const [fate, setFate] = useState<Fate | null>(null);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<number | null>(null);
  const [showRepair, setShowRepair] = useState(true);
  const items = draft?.items ?? [];
  const rows = useMemo(() => rowsOf(items, fate, text), [items, fate, text]);
  const offered = useMemo(() => repairable(items), [items]);
  if (!draft) return null;
  const all = allTaken(state);
  const mapped = items.some((item) => item.geometry);
  const item = chosen === null ? undefined : items[chosen];
  return (
    <>
      <p><b>{loc(draft.summary)}</b></p>
      {draft.remarks.length > 0 && <ul className="remarks">{draft.remarks.map((remark, i) => <li key={i}>{loc(remark)}</li>)}</ul>}
      <div className="filters">
        <div className="fatefilter" role="group" aria-label={t('importing.byFate')}>
          <button type="button" className="btn s" aria-pressed={fate === null} onClick={() => setFate(null)}>{t('importing.allRows')} <span className="cnt">{number(items.length, lang)}</span></button>
          {FATES.filter((each) => draft.counts[each] > 0).map((each) => <button key={each} type="button" className="btn s" aria-pressed={fate === each} onClick={() => setFate(fate === each ? null : each)} data-fate={each}>{t(`importing.fate.${each}`)} <span className="cnt">{number(draft.counts[each], lang)}</span></button>)}
        </div>
        <div className="fld inline find"><label htmlFor={find}>{t('importing.find')}</label><Search aria-hidden className="i" /><input id={find} className="inp" type="search" value={text} onChange={(event) => setText(event.target.value)} /></div>
      </div>
      {offered.length > 0 && (
        <div className="ban warn">
          <span className="grow">{t('importing.repairs', { count: offered.length, taken: settings.taken.length })}{settings.taken.length > 0 && !all && <><br /><small>{t('importing.repairsApart')}</small></>}</span>
          <button type="button" className="btn s" onClick={() => send({ do: 'take', items: offered, taken: !all })} data-act="take-all">{t(all ? 'importing.takeNone' : 'importing.takeAll', { count: offered.length })}</button>
        </div>
      )}
      <div className={mapped ? 'wiz-rows' : undefined}>
        <RowTable rows={rows} chosen={chosen} onChoose={setChosen} taken={settings.taken} listed={settings.kind !== 'admin-units'} />
        {mapped && (
          <div className="wiz-side">
            <Suspense fallback={<div className="wizmap mappane" />}><ImportMap key={String(dark)} items={items} boxes={NO_BOXES} chosen={chosen} showRepair={showRepair} onChoose={setChosen} /></Suspense>
            {item && chosen !== null
              ? <Details item={item} taken={settings.taken.includes(chosen)} onTake={(taken) => send({ do: 'take', items: [chosen], taken })} shown={showRepair} onShow={setShowRepair} />
              : <p className="mut sm">{t('importing.chooseRow')}</p>}
          </div>
        )}
      </div>
    </>
  );
}
const NO_BOXES: [] = [];

interface TableProps {
  rows: Row[]; chosen: number | null; onChoose: (i: number) => void; taken: readonly number[];
  /** Whether rows come with a name and a place; of units only what was refused or changes is told. */
  listed: boolean;
}
function RowTable({ rows, chosen, onChoose, taken, listed }: TableProps) {
  const { t, loc, lang } = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const { flat, from, to, before, after, onScroll } = useWindow(frame, rows.length);
  const move = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = Math.max(0, Math.min(rows.length - 1, rows.findIndex((row) => row.i === chosen) + step));
    const to = rows[at];
    if (!to) return;
    onChoose(to.i);
    if (flat && frame.current) frame.current.scrollTop = Math.max(0, at * ROW_PX - frame.current.clientHeight / 2);
    else frame.current?.querySelector(`[data-row="${to.i}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  if (rows.length === 0) return <p className="emptybox">{t('filter.nothing')}</p>;
  return (
    <div ref={frame} className={flat ? 'rowtable flat' : 'rowtable'} tabIndex={0} role="group" aria-label={t('importing.rows', { count: rows.length })} onScroll={onScroll} onKeyDown={move}>
      <table aria-rowcount={rows.length + 1}>
        <thead><tr><th scope="col">{t('importing.row.fate')}</th><th scope="col">{t(listed ? 'importing.row.code' : 'importing.row.place')}</th>{listed && <><th scope="col">{t('importing.row.name')}</th><th scope="col">{t('importing.row.commune')}</th><th scope="col" className="num">{t('importing.row.area')}</th></>}<th scope="col">{t('importing.row.why')}</th></tr></thead>
        <tbody>
          {before > 0 && <tr aria-hidden style={{ height: before }} />}
          {rows.slice(from, to).map(({ i, item }, k) => (
            <tr key={i} data-row={i} aria-rowindex={from + k + 2} aria-selected={i === chosen || undefined} onClick={() => onChoose(i)}>
              <td><Tag tone={taken.includes(i) ? 'ok' : FATE_TONE[item.fate]}>{taken.includes(i) ? t('importing.willRepair') : t(`importing.fate.${item.fate}`)}</Tag></td>
              <th scope="row"><button type="button" className="linkb" onClick={(event) => { event.stopPropagation(); onChoose(i); }}>{item.code || loc(item.place) || '—'}</button></th>
              {listed && (
                <>
                  <td><span className="cut">{item.name ?? '—'}</span></td>
                  <td><span className="cut">{item.commune_name ?? item.commune_code ?? <span className="tag unk">{t('unknown')}</span>}</span></td>
                  <td className="num">{item.area_m2 === null ? '' : hectares(item.area_m2, lang)}</td>
                </>
              )}
              <td className="because"><span className="cut">{[...item.reasons, ...item.faults.map((fault) => fault.text)].map(loc).join(' ')}</span></td>
            </tr>
          ))}
          {after > 0 && <tr aria-hidden style={{ height: after }} />}
        </tbody>
      </table>
    </div>
  );
}

interface DetailsProps { item: ImportItem; taken: boolean; onTake: (taken: boolean) => void; shown: boolean; onShow: (shown: boolean) => void }
function Details({ item, taken, onTake, shown, onShow }: DetailsProps) {
  const { t, loc, lang } = useWords();
  const { repair, geometry } = item;
  const outlines = [geometry, repair?.geometry].filter((each): each is GeoJSON.Geometry => Boolean(each));
  return (
    <section className="rowdetail" aria-label={item.code ?? loc(item.place)} aria-live="polite">
      <h4>{item.code ?? t('importing.noCode')} · {item.name ?? '—'} <small className="mut">{loc(item.place)}</small></h4>
      <ul className="dots">{[...item.reasons, ...item.faults.map((fault) => fault.text)].map((words, i) => <li key={i}>{loc(words)}</li>)}</ul>
      {repair && geometry && (
        <div className="repair">
          <div className="beforeafter">
            <figure><Outline geometry={geometry} within={outlines} faults={item.faults} label={t('draw.repair.before')} /><figcaption>{t('draw.repair.before')}: <b>{hectares(repair.area_before_m2, lang)}</b></figcaption></figure>
            <figure><Outline geometry={repair.geometry} within={outlines} label={t('draw.repair.after')} /><figcaption>{t('draw.repair.after')}: <b>{hectares(repair.area_after_m2, lang)}</b></figcaption></figure>
          </div>
          <ul className="dots">{repair.changes.map((change, i) => <li key={i}>{loc(change)}</li>)}</ul>
          {item.fate === 'held' && (
            <div className="row wrap">
              <button type="button" className={taken ? 'btn s' : 'btn s pri'} aria-pressed={taken} onClick={() => onTake(!taken)} data-act="take-one">{taken && <Check aria-hidden className="i sm" />}{t(taken ? 'importing.taken' : 'importing.take')}</button>
              <button type="button" className="btn s" aria-pressed={shown} onClick={() => onShow(!shown)}>{t(shown ? 'draw.repair.hide' : 'draw.repair.show')}</button>
            </div>
          )}
        </div>
      )}
    </section>
  );
}
