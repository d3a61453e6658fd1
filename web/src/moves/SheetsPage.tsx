import './sheets.css';
import { Printer } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { useShelters } from '../api/queries';
import type { ChecklistSummary, DisasterEvent } from '../api/types';
import { Office } from '../app/Office';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { Waiting } from '../shared/Failure';
import { Choices } from '../shared/form/Choices';
import { Select } from '../shared/form/Select';
import { date, longMoment, number } from '../shared/format';
import { villagesOf } from './filter';
import { useEvent, useEventRelocations, useUnit, useZonesOf } from './moveQueries';
import { qrText, sheetsOf, shortName, type VillageSheet } from './sheets';
import type { Relocation } from './types';
import { destinationWords } from './words';

const Qr = lazy(() => import('./Qr').then((module) => ({ default: module.Qr })));
type Kind = 'wall' | 'roll';

/** Paper for a village: the list on its wall, and the roll call at the bus, to be filled in by pen. */
export default function SheetsPage({ id }: { id: string }) {
  const { t } = useWords();
  const [params, setParams] = useSearchParams();
  const commune = params.get('xa') ?? '';
  const village = params.get('thon') ?? '';
  const kind: Kind = params.get('mau') === 'diem-danh' ? 'roll' : 'wall';
  const event = useEvent(id);
  const unit = useUnit(commune);
  const found = useEventRelocations(id, commune);
  const lists = useZonesOf(id).lists.flatMap((list) => list.data ?? []);
  const records = found.data ?? [];
  const sheets = useMemo(() => sheetsOf(records, village), [records, village]);
  const set = (key: string, value: string) => setParams((before) => { const next = new URLSearchParams(before); if (value) next.set(key, value); else next.delete(key); return next; }, { replace: true });
  return (
    <Office
      title={t('board.print.title')} crumbs={[{ href: `/dot-thien-tai/${id}`, name: t('board.open') }]} lead={unit.data?.name}
      act={<button type="button" className="btn pri" onClick={() => window.print()} disabled={sheets.length === 0} data-act="print"><Printer aria-hidden className="i" />{t('board.print.act', { count: sheets.length })}</button>}
    >
      <div className="block noprint sheetctl">
        <Choices legend={t('board.print.kind')} value={kind} onChange={(value) => set('mau', value === 'roll' ? 'diem-danh' : '')} choices={[{ value: 'wall', name: t('board.print.wall'), what: t('board.print.wallWhat') }, { value: 'roll', name: t('board.print.roll'), what: t('board.print.rollWhat') }]} />
        <Select label={t('moves.list.village')} value={village} onChange={(change) => set('thon', change.target.value)} options={[{ value: '', name: t('moves.list.everyVillage') }, ...villagesOf(records).map((name) => ({ value: name, name }))]} />
      </div>
      {!commune && <div className="emptybox noprint">{t('board.print.noCommune')}</div>}
      {commune && !found.data && <Waiting error={found.error} retry={() => void found.refetch()} />}
      {found.data?.length === 0 && <div className="emptybox noprint">{t('moves.list.noneAtAll')}</div>}
      {event.data && sheets.map((sheet) => <Sheet key={sheet.village} sheet={sheet} kind={kind} event={event.data} unit={unit.data?.name ?? ''} lists={lists.filter((list) => list.zone.commune_code === commune)} />)}
    </Office>
  );
}

interface SheetProps { sheet: VillageSheet; kind: Kind; event: DisasterEvent; unit: string; lists: ChecklistSummary[] }

function Sheet({ sheet, kind, event, unit, lists }: SheetProps) {
  const { t, lang, loc } = useWords();
  const now = useNow(60_000);
  const planned = [...new Map(lists.filter((list) => covers(list.zone.village, sheet.village)).flatMap((list) => list.destinations).map((to) => [to.code, to.name])).values()];
  return (
    <article className={`sheet ${kind}`} data-sheet={kind} data-village={sheet.village} tabIndex={0} aria-label={t('board.print.village', { village: sheet.village })}>
      <header className="sheet-h">
        <div><b>{t('board.print.office', { unit: unit.toLocaleUpperCase('vi') })}</b><br />{t('board.print.village', { village: sheet.village })}</div>
        {(event.kind === 'drill' || event.demonstration) && <p className="sheet-mark">{t(event.kind === 'drill' ? 'drill' : 'demoTag')}</p>}
      </header>
      <h2>{t(kind === 'wall' ? 'board.print.wallTitle' : 'board.print.rollTitle')}</h2>
      <p className="sheet-e">{loc(event.name)}</p>
      {planned.length > 0 && <p>{t('board.print.planned')} <b>{planned.join('; ')}</b></p>}
      {kind === 'wall' ? <Wall households={sheet.households} /> : <Roll households={sheet.households} />}
      <footer className="sheet-f">
        <p>{t('board.print.total', { households: sheet.households.length, people: number(sheet.people, lang) })} {t('board.print.asOf', { time: longMoment(now, lang) })}</p>
        {kind === 'wall' ? <p>{t('board.print.wallCall')}</p> : <p className="sheet-sign"><span>{t('board.print.signDepart')}</span><span>{t('board.print.signArrive')}</span></p>}
        <p className="sheet-d">{date(now)} · {t('brand')}</p>
      </footer>
    </article>
  );
}

/** A zone may name several villages in one line. */
const covers = (zoneVillage: string | null, village: string) => (zoneVillage ?? '').split(/[;,]/).map((name) => name.trim()).includes(village);

function Wall({ households }: { households: Relocation[] }) {
  const words = useWords();
  const { t, lang } = words;
  const shelters = useShelters().data ?? [];
  return (
    <table>
      <thead><tr><th className="num">{t('board.print.no')}</th><th>{t('board.print.code')}</th><th>{t('board.print.head')}</th><th className="num">{t('board.print.people')}</th><th>{t('moves.say.where')}</th></tr></thead>
      <tbody>
        {households.map((each, i) => (
          <tr key={each.id}><td className="num">{i + 1}</td><td><b>{each.code || '–'}</b></td><td>{each.head ? shortName(each.head) : (each.label ?? '')}</td><td className="num">{number(each.people, lang)}</td><td>{onWall(each, shelters, words)}</td></tr>
        ))}
      </tbody>
    </table>
  );
}
/** A host's name is nobody's business: of a hosted household the wall says only that it is hosted. */
function onWall({ destination }: Relocation, shelters: Parameters<typeof destinationWords>[1], words: ReturnType<typeof useWords>): string {
  return destination ? destinationWords({ ...destination, place: undefined }, shelters, words) : '';
}

function Roll({ households }: { households: Relocation[] }) {
  const { t, lang } = useWords();
  return (
    <table>
      <thead>
        <tr><th rowSpan={2} className="num">{t('board.print.no')}</th><th rowSpan={2}>{t('board.print.qr')}</th><th rowSpan={2}>{t('board.print.household')}</th><th rowSpan={2} className="num">{t('board.print.people')}</th><th colSpan={2}>{t('moves.state.departed')}</th><th colSpan={2}>{t('moves.state.arrived')}</th><th rowSpan={2}>{t('board.print.note')}</th></tr>
        <tr><th>{t('board.print.hour')}</th><th>{t('board.print.count')}</th><th>{t('board.print.hour')}</th><th>{t('board.print.count')}</th></tr>
      </thead>
      <tbody>
        {households.map((each, i) => (
          <tr key={each.id}>
            <td className="num">{i + 1}</td>
            <td className="qrcell">{each.code && <Suspense fallback={null}><Qr text={qrText(each)} /></Suspense>}</td>
            <td><b>{each.code || each.label}</b>{each.head && <><br />{each.head}</>}</td>
            <td className="num">{number(each.people, lang)}</td><td /><td /><td /><td /><td />
          </tr>
        ))}
      </tbody>
    </table>
  );
}
