import { CircleAlert, History, Printer, Send, Siren } from 'lucide-react';
import { useState } from 'react';
import { Link, Redirect, useSearchParams } from 'wouter';
import { dataAge } from '../api/queries';
import type { DisasterEvent } from '../api/types';
import { Office } from '../app/Office';
import { useAskToSignIn } from '../app/session/SignInProvider';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { DataAge } from '../shared/DataAge';
import { Waiting } from '../shared/Failure';
import { Select } from '../shared/form/Select';
import { moment, number } from '../shared/format';
import { useNow } from '../shared/clock';
import { useDesktop } from '../shared/media';
import { DemoTag, DrillTag, Tag } from '../shared/Tags';
import { stageCounts, zoneRows, type ZoneRow } from './board';
import { EventActs } from './EventActs';
import { EventFiguresView } from './EventFigures';
import { useEvent, useEventFigures, useQuickReports, useUnit, useZonesOf } from './moveQueries';
import { QuickReportDialog } from './QuickReportDialog';
import { Sentence } from './Sentence';
import { STAGE_LOOK } from './states';
import type { EventFigures, QuickReport } from './types';
import { disagreements } from './villages';
import { VillageTable } from './VillageTable';
import { ZoneGroups } from './ZoneGroups';
import { ZoneStages } from './ZoneStages';

/** An event as the command room sees it: zones by stage, people beside property, what nobody knows first. */
export default function EventBoard({ id }: { id: string }) {
  const { t, loc } = useWords();
  const event = useEvent(id);
  const desktop = useDesktop();
  const { account } = useSignedIn();
  const [params, setParams] = useSearchParams();
  const zones = useZonesOf(id);
  const firstCommune = (zones.begun[0] ?? zones.activations.data?.[0])?.plan.commune_code ?? '';
  const province = useUnit(account?.unit_code ? '' : firstCommune).data?.parent_code ?? '';
  const home = account?.unit_code ?? province;
  const unit = params.get('don-vi') ?? home;
  const figures = useEventFigures(id, unit);
  const rows = zoneRows(zones.begun, zones.reports.map((report) => report.data), zones.lists.map((list) => list.data), unit.length === 5 ? unit : null);
  const crumbs = [{ href: '/dot-thien-tai', name: t('board.events') }];
  if (!event.data) return <Office title={t('board.open')} crumbs={crumbs}><Waiting error={event.error} retry={() => void event.refetch()} /></Office>;
  // What turned out to be a part of another event is shown there.
  if (event.data.joined_to) return <Redirect to={`/dot-thien-tai/${event.data.joined_to}`} replace />;
  const onUnit = (code: string) => setParams(code === home ? {} : { 'don-vi': code }, { replace: true });
  // Who stands in the field looks for the zone first; the sentence is read out at the hours of reporting.
  const sentence = figures.data && <Sentence of={figures.data} drill={event.data.kind === 'drill'} />;
  const units = unitsOf(rows, figures.data, home.length === 2 ? { value: home, name: t('board.wholeProvince') } : null);
  const nothing = zones.activations.isSuccess && zones.begun.length === 0;
  // Without these a zone would be missing, or its overdue tasks: that is never shown as if there were none.
  const told = [zones.activations, ...zones.reports, ...zones.lists];
  const missing = told.filter((each) => each.data === undefined);
  return (
    <Office
      title={loc(event.data.name)} crumbs={crumbs}
      lead={<span className="row wrap">{event.data.kind === 'drill' && <DrillTag />}{event.data.demonstration && <DemoTag />}<span>{figures.data?.unit.name}</span><DataAge at={dataAge(figures, ...told)} /></span>}
      act={<Report event={event.data} unit={unit} figures={figures.data} />}
      tools={(desktop || units.length > 1) && <Tools event={event.data} unit={unit} units={units} figures={figures.data} zones={rows} onUnit={onUnit} desktop={desktop} />}
    >
      {nothing && <div className="emptybox"><p>{t('board.nothing')}</p></div>}
      {!nothing && !figures.data && <Waiting error={figures.error} retry={() => void figures.refetch()} />}
      {!nothing && figures.data && (
        <>
          <EventFiguresView of={figures.data} />
          <ToSettle figures={figures.data} zones={rows} />
          {desktop && sentence}
          <section className="block" aria-labelledby="zones-of-event">
            <header className="row sp wrap"><h3 id="zones-of-event">{t('board.zones')}</h3>{desktop && <StageCounts zones={rows} />}</header>
            {missing.length > 0 && <Waiting error={missing.find((each) => each.error)?.error} retry={() => missing.forEach((each) => void each.refetch())} />}
            {(rows.length > 0 || missing.length === 0) && (desktop ? <ZoneStages rows={rows} /> : <ZoneGroups rows={rows} />)}
          </section>
          {!desktop && sentence}
          <Villages of={figures.data} desktop={desktop} />
          <Sent event={id} unit={unit} />
        </>
      )}
      {!desktop && <nav className="acts-row noprint" aria-label={t('board.elsewhere')}><Elsewhere event={event.data} unit={unit} units={units} zones={rows} /></nav>}
      <EventActs event={event.data} figures={figures.data} />
    </Office>
  );
}

/** Village by village; on a phone folded, for it is as long as there are villages – unless they do not add up. */
function Villages({ of, desktop }: { of: EventFigures; desktop: boolean }) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<boolean | null>(null);
  const heading = <h3 id="villages-of-event">{t('board.villages')}</h3>;
  return (
    <section className="block" aria-labelledby="villages-of-event">
      {desktop ? <>{heading}<VillageTable of={of} /></> : <details className="boardfold" open={chosen ?? disagreements(of).length > 0} onToggle={(event) => setChosen(event.currentTarget.open)} data-villages={of.villages.length}><summary>{heading}<span className="mut">{t('board.villageCount', { count: of.villages.filter(({ village }) => village !== '').length })}</span></summary><VillageTable of={of} /></details>}
    </section>
  );
}

interface Unit { value: string; name: string }
/** The units that a reader of the board may choose from. */
function unitsOf(zones: ZoneRow[], figures: EventFigures | undefined, whole: Unit | null): Unit[] {
  const communes = new Map<string, string>([...zones.map((zone) => [zone.communeCode, zone.communeName] as const), ...(figures?.communes ?? []).map((commune) => [commune.code, commune.name] as const)]);
  return [...(whole ? [whole] : []), ...[...communes].map(([value, name]) => ({ value, name }))];
}

interface ToolsProps { event: DisasterEvent; unit: string; units: Unit[]; figures: EventFigures | undefined; zones: ZoneRow[]; onUnit: (code: string) => void; desktop: boolean }
function Tools({ event, unit, units, figures, zones, onUnit, desktop }: ToolsProps) {
  const { t } = useWords();
  return (
    <div className="filters noprint">
      {units.length > 1 && <Select inline label={t('board.unit')} value={unit} onChange={(change) => onUnit(change.target.value)} options={units.some((each) => each.value === unit) ? units : [{ value: unit, name: figures?.unit.name ?? unit }, ...units]} />}
      {desktop && <Elsewhere event={event} unit={unit} units={units} zones={zones} />}
    </div>
  );
}

/** What is printed, drilled and looked back at; on a phone below the board. */
function Elsewhere({ event, unit, units, zones }: { event: DisasterEvent; unit: string; units: Unit[]; zones: ZoneRow[] }) {
  const { t } = useWords();
  const printed = unit.length === 5 ? unit : (units.find((each) => each.value.length === 5)?.value ?? '');
  return (
    <>
      {printed && <Link href={`/dot-thien-tai/${event.id}/in?xa=${printed}`} className="btn"><Printer aria-hidden className="i" />{t('board.print.open')}</Link>}
      {event.kind === 'drill' && <Link href={`/dien-tap/${event.id}`} className="btn" data-act="drill"><Siren aria-hidden className="i" />{t('drills.messages')}</Link>}
      {zones.length > 0 && <Link href={`/dot-thien-tai/${event.id}/nhin-lai`} className="btn" data-act="review"><History aria-hidden className="i" />{t('board.review.open')}</Link>}
    </>
  );
}

function Report({ event, unit, figures }: { event: DisasterEvent; unit: string; figures: EventFigures | undefined }) {
  const { t } = useWords();
  const [asked, setAsked] = useState(false);
  const { account, may } = useSignedIn();
  const ask = useAskToSignIn();
  // While another unit is chosen the figures are still those of the one before.
  if (figures?.unit.code !== unit || (account && !may('tick_task'))) return null;
  return (
    <>
      <button type="button" className="btn pri noprint" onClick={() => (may('tick_task') ? setAsked(true) : ask('tick_task', () => setAsked(true)))} data-act="quick-report"><Send aria-hidden className="i" />{t('board.report.open')}…</button>
      {asked && <QuickReportDialog event={event} unit={unit} figures={figures} onClose={() => setAsked(false)} />}
    </>
  );
}

/** What awaits a person: contradictions, numbers that do not agree, tasks overdue, communes that say nothing. */
function ToSettle({ figures: { total, not_reported }, zones }: { figures: EventFigures; zones: ZoneRow[] }) {
  const { t, lang } = useWords();
  const now = useNow(60_000);
  const overdue = zones.reduce((sum, zone) => sum + zone.overdue, 0);
  const lines = [
    total.conflicts > 0 && t('board.settle.conflicts', { count: total.conflicts }),
    total.differences > 0 && t('board.settle.differences', { count: total.differences }),
    overdue > 0 && t('board.settle.overdue', { count: overdue }),
    total.unstated.households > 0 && t('board.settle.unstated', { count: total.unstated.households }),
    total.uncounted.people > 0 && t('board.settle.uncounted', { n: number(total.uncounted.people, lang) }),
  ].filter(Boolean);
  const activation = zones[0]?.activationId;
  if (lines.length === 0 && not_reported.communes.length === 0) return null;
  return (
    <section className="block settle" aria-labelledby="to-settle">
      <h3 id="to-settle" className="row"><CircleAlert aria-hidden className="i" />{t('board.settle.title')}</h3>
      <ul className="dots">
        {lines.map((line) => <li key={String(line)}>{line}</li>)}
        {not_reported.communes.length > 0 && <li>{t('board.settle.silent', { count: not_reported.communes.length, time: moment(not_reported.since, now) })} <b>{not_reported.communes.map((commune) => commune.name).join(', ')}</b></li>}
      </ul>
      {activation && total.conflicts + total.differences > 0 && [...new Map(zones.filter((zone) => zone.figures.conflicts + zone.figures.differences > 0).map((zone) => [zone.checklist_id, zone])).values()].map((zone) => (
        <Link key={zone.checklist_id} className="btn" href={`/di-doi/${zone.activationId}?vung=${zone.checklist_id}&tinh-trang=xu-ly`}>{t('board.settle.look', { code: zone.zone.code })}</Link>
      ))}
    </section>
  );
}

function StageCounts({ zones }: { zones: ZoneRow[] }) {
  const { t } = useWords();
  return (
    <ul className="stagecounts">
      {stageCounts(zones).map(({ stage, zones: n }) => <li key={stage} className={n > 0 ? `zs zs-${STAGE_LOOK[stage].css}` : 'zs none'}><b>{STAGE_LOOK[stage].code}</b>{t(`moves.stage.${stage}`)}: {n}</li>)}
    </ul>
  );
}

/** What was sent up, the newest first: reports are never changed, the next one says what is new. */
function Sent({ event, unit }: { event: string; unit: string }) {
  const { t } = useWords();
  const found = useQuickReports(event, unit);
  const reports = found.data ?? [];
  const shown = useDesktop() ? reports.length : 2;
  return (
    <section className="block" aria-labelledby="sent-of-event" data-sent={found.data?.length}>
      <h3 id="sent-of-event">{t('board.report.sent')}</h3>
      {!found.data && <Waiting error={found.error} retry={() => void found.refetch()} />}
      {found.data?.length === 0 && <p className="mut">{t('board.report.none')}</p>}
      <ol className="mlog">{reports.slice(0, shown).map((report) => <SentLine key={report.id} report={report} />)}</ol>
      {reports.length > shown && <details className="boardfold"><summary>{t('board.earlier', { count: reports.length - shown })}</summary><ol className="mlog">{reports.slice(shown).map((report) => <SentLine key={report.id} report={report} />)}</ol></details>}
    </section>
  );
}
function SentLine({ report: r }: { report: QuickReport }) {
  const { t } = useWords();
  const now = useNow(60_000);
  const f = r.figures;
  return (
    <li>
      <time dateTime={r.as_of}>{moment(r.as_of, now)}</time>
      <div>
        <p>{t('board.report.line', { households: f.evacuated.households, people: f.evacuated.people, unknown: f.unknown.households })}{f.unknown.households > 0 && <> <Tag tone="unknown">{t('moves.head.unknown')}</Tag></>}</p>
        {r.remark && <p>“{r.remark}”</p>}
        <p className="sm mut">{r.made_by}</p>
      </div>
    </li>
  );
}
