import './allocation.css';
import { CircleAlert, CircleCheck, FilePen, FileInput, Lightbulb, Map as MapIcon, RotateCcw, TriangleAlert } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Gate } from '../../accounts/Gate';
import { proposeAllocation, useAllocation, type Allocation } from '../../api/allocation';
import type { Shelter } from '../../api/types';
import { useShelters } from '../../api/queries';
import { Office } from '../../app/Office';
import { useWords } from '../../i18n';
import { useDark } from '../../map/useDark';
import { Banner } from '../../shared/Banner';
import { useNow } from '../../shared/clock';
import { failureWords, Waiting } from '../../shared/Failure';
import { moment, number } from '../../shared/format';
import { ThresholdChip } from '../../shared/LevelChip';
import { useDesktop } from '../../shared/media';
import { Tag } from '../../shared/Tags';
import { useToast } from '../../shared/Toast';
import { kilometres } from '../arrangements/words';
import { usePlan, usePlanZones, useRights } from '../planQueries';
import type { Plan, PlanZone } from '../types';
import { Passed, Totals, Trips } from './Findings';
import { askFrom, stillChosen, takeable } from './rows';
import { RowTable } from './RowTable';
import { TakeSheet } from './TakeSheet';

const AllocationMap = lazy(() => import('./AllocationMap'));
const NO_ZONES: PlanZone[] = [];
const NO_SHELTERS: Shelter[] = [];

/** One proposal: who would go where, beside what the draft says now; taken over row by row, or not at all. */
export default function AllocationPage({ id, proposal }: { id: string; proposal: string }) {
  const { t, loc } = useWords();
  const plan = usePlan(id);
  const found = useAllocation(proposal);
  if (found.data && plan.data) return <Desk plan={plan.data} proposal={found.data} />;
  return (
    <Office title={t('arrange.alloc.title')} crumbs={[{ href: '/plans', name: t('plan.title') }, { href: `/plans/${id}`, name: plan.data ? `${plan.data.unit_name} · ${loc(plan.data.hazard_name)}` : t('plan.plan') }]}>
      <Gate><Waiting error={found.error ?? plan.error} retry={() => void Promise.all([found.refetch(), plan.refetch()])} /></Gate>
    </Office>
  );
}

function Desk({ plan, proposal }: { plan: Plan; proposal: Allocation }) {
  const { t, loc } = useWords();
  const now = useNow(60_000);
  const desktop = useDesktop();
  const { may } = useRights(plan.unit_code);
  const [picked, setPicked] = useState<ReadonlySet<number>>(() => new Set(takeable(proposal.rows)));
  const [taking, setTaking] = useState(false);
  const chosen = useMemo(() => stillChosen(proposal.rows, picked), [proposal.rows, picked]);
  const can = takeable(proposal.rows);
  const edits = may('edit_plan');
  const open = proposal.stale.length === 0 && edits && can.length > 0;
  const take = open && <button type="button" className="btn pri" disabled={chosen.size === 0} onClick={() => setTaking(true)} data-act="take"><FileInput aria-hidden className="i" />{chosen.size === can.length ? t('arrange.alloc.takeAll') : t('arrange.alloc.takeSome', { count: chosen.size })}…</button>;
  const draft = proposal.rows.some((row) => row.accepted_at) ? plan.open : null;
  return (
    <Office
      title={t('arrange.alloc.title')}
      tab={`${t('arrange.alloc.title')}, ${moment(proposal.made_at, now)}`}
      crumbs={[{ href: '/plans', name: t('plan.title') }, { href: `/plans/${plan.id}`, name: `${plan.unit_name} · ${loc(plan.hazard_name)}` }, { href: `/plans/${plan.id}/allocations`, name: t('arrange.alloc.earlier') }]}
      lead={<span className="row wrap"><ThresholdChip level={proposal.level} /><Tag tone="strong"><Lightbulb aria-hidden size={13} />{t('arrange.alloc.adviceTag')}</Tag><span>{t('arrange.alloc.madeBy', { by: proposal.made_by, at: moment(proposal.made_at, now) })}</span></span>}
      act={
        <span className="row wrap headacts noprint">
          {draft && <Link className="btn" href={`/plans/${plan.id}/versions/${draft.n}?part=/arrangements`} data-act="open-draft"><FilePen aria-hidden className="i" />{t('arrange.alloc.openDraft', { n: draft.n })}</Link>}
          {desktop && take}
          {edits && can.length === 0 && proposal.rows.length > 0 && <span className="row okay"><CircleCheck aria-hidden className="i sm" />{t('arrange.alloc.allTaken')}</span>}
        </span>
      }
    >
      <div className="alloc">
        <Banner tone="info" icon={Lightbulb}>{loc(proposal.advice) || t('arrange.alloc.advice')}</Banner>
        {proposal.stale.length > 0 && <Stale plan={plan} proposal={proposal} edits={edits} />}
        <Verdict proposal={proposal} />
        <Totals proposal={proposal} />
        <Places plan={plan} proposal={proposal} chosen={chosen} onPick={open ? setPicked : undefined} />
        {proposal.trips && <Trips trips={proposal.trips} />}
        <Passed proposal={proposal} />
        <section className="block" aria-labelledby="alloc-rests"><h3 id="alloc-rests">{t('arrange.alloc.remarks')}</h3><Conditions proposal={proposal} /><ul className="dots">{proposal.remarks.map((remark, i) => <li key={i}>{loc(remark)}</li>)}</ul></section>
      </div>
      {!desktop && take && <div className="savedock noprint">{take}</div>}
      {taking && <TakeSheet plan={plan} proposal={proposal} chosen={chosen} onClose={() => setTaking(false)} />}
    </Office>
  );
}

function Conditions({ proposal }: { proposal: Allocation }) {
  const { t, lang } = useWords();
  const said = [t(proposal.by === 'zone' ? 'arrange.alloc.zoneWord' : 'arrange.alloc.householdWord'), proposal.max_distance_m === null ? t('arrange.alloc.noBound') : t('arrange.alloc.bound', { n: kilometres(proposal.max_distance_m, lang) }), proposal.keep_villages && t('arrange.alloc.keeps'), proposal.lead_minutes !== null && t('arrange.alloc.leadOf', { n: proposal.lead_minutes })];
  return <p className="mut sm">{t('arrange.alloc.conditions')}: {said.filter(Boolean).join('; ')}</p>;
}

/** Out of date: what changed, and the way on. What was read stays in view. */
function Stale({ plan, proposal, edits }: { plan: Plan; proposal: Allocation; edits: boolean }) {
  const { t, loc } = useWords();
  const client = useQueryClient();
  const [, go] = useLocation();
  const say = useToast();
  const [busy, setBusy] = useState(false);
  const again = async () => {
    setBusy(true);
    try {
      const next = await proposeAllocation(plan.id, askFrom(proposal));
      client.setQueryData(['allocation', next.id], next);
      void client.invalidateQueries({ queryKey: ['allocations', plan.id] });
      go(`/plans/${plan.id}/allocations/${next.id}`);
    } catch (reason) {
      say({ tone: 'fault', text: failureWords(reason, t, true) });
    }
    setBusy(false);
  };
  return (
    <div data-stale>
      <Banner tone="warn" icon={TriangleAlert} action={edits && <button type="button" className="btn" disabled={busy} onClick={() => void again()} data-act="again"><RotateCcw aria-hidden className="i" />{t('arrange.alloc.again')}</button>}>
        <b>{t('arrange.alloc.stale')}</b>
        <ul className="dots">{proposal.stale.map((change, i) => <li key={i}>{loc(change)}</li>)}</ul>
      </Banner>
    </div>
  );
}

/** Whether there is a place for everybody, in words large enough to be read across a room. */
function Verdict({ proposal: { feasible, totals, shortages } }: { proposal: Allocation }) {
  const { t, lang, loc } = useWords();
  const n = (count: number) => number(count, lang, 0);
  if (feasible) return <section className="verdict fine" data-verdict="feasible"><p className="verdict-w"><CircleCheck aria-hidden className="i" />{t('arrange.alloc.enough', { n: n(totals.people) })}</p></section>;
  return (
    <section className="verdict bad" role="alert" data-verdict="infeasible">
      <p className="verdict-w"><CircleAlert aria-hidden className="i" />{t('arrange.alloc.short', { n: n(totals.missing) })}</p>
      <p>{t('arrange.alloc.shortLead')}</p>
      <ul className="shortages">
        {shortages.map((shortage, i) => (
          <li key={i}>
            <b>{loc(shortage.message)}</b>
            <p className="sm">{t('arrange.alloc.shortOf')}: {shortage.shelters.length === 0 ? '–' : shortage.shelters.map((shelter) => `${shelter.name} (${t('arrange.alloc.places', { count: shelter.places, n: n(shelter.places) })})`).join('; ')}</p>
          </li>
        ))}
      </ul>
      <p className="sm">{t('arrange.alloc.shortWhat')}</p>
    </section>
  );
}

function Places({ plan, proposal, chosen, onPick }: { plan: Plan; proposal: Allocation; chosen: ReadonlySet<number>; onPick?: (picked: ReadonlySet<number>) => void }) {
  const { t } = useWords();
  const desktop = useDesktop();
  const dark = useDark();
  const [map, setMap] = useState(desktop);
  const [shown, setShown] = useState<number | null>(null);
  const at = proposal.version ?? { n: plan.in_force?.number ?? plan.open?.n ?? 1, revision: 0 };
  const zones = usePlanZones(plan.id, at.n, at.revision).data ?? NO_ZONES;
  const all = useShelters().data;
  const involved = useMemo(() => {
    const codes = new Set([...proposal.rows.map((row) => row.shelter), ...proposal.passed_over.map((shelter) => shelter.code)]);
    return (all ?? []).filter((shelter) => codes.has(shelter.code));
  }, [all, proposal]);
  const moving = useMemo(() => zones.filter((zone) => proposal.rows.some((row) => row.zone === zone.properties.code) || zone.properties.evacuate_from_level.value <= proposal.level.value), [zones, proposal]);
  return (
    <section className="block allocrows" aria-labelledby="alloc-rows">
      <header className="row sp"><h3 id="alloc-rows">{t('arrange.alloc.rows')}</h3><button type="button" className="btn s noprint" aria-pressed={map} onClick={() => setMap(!map)}><MapIcon aria-hidden className="i sm" />{t(map ? 'arrange.alloc.hideMap' : 'arrange.alloc.showMap')}</button></header>
      {map && zones.length > 0 && all && (
        <>
          <Suspense fallback={<div className="allocmap" />}><AllocationMap key={String(dark)} rows={proposal.rows} zones={moving} shelters={involved} chosen={shown} onChoose={(n) => { setShown(n); document.getElementById(`alloc-row-${n}`)?.scrollIntoView({ block: 'center' }); }} /></Suspense>
          <ul className="alloclegend" aria-label={t('arrange.alloc.showMap')}>
            <li><i className="lg new" aria-hidden />{t('arrange.alloc.legendNew')}</li><li><i className="lg same" aria-hidden />{t('arrange.alloc.legendSame')}</li><li><i className="lg dropped" aria-hidden />{t('arrange.alloc.legendDropped')}</li><li className="mut">{t('arrange.alloc.legendWidth')}</li>
          </ul>
        </>
      )}
      <RowTable unit={plan.unit_code} shelters={all ?? NO_SHELTERS} proposal={proposal} zones={zones} chosen={chosen} onPick={onPick} shown={shown} onShow={setShown} />
    </section>
  );
}
