import { Info, TriangleAlert } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { keys } from '../api/keys';
import { useEvents } from '../api/queries';
import type { ZoneProperties } from '../api/types';
import { Office } from '../app/Office';
import { useAskToSignIn } from '../app/session/SignInProvider';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { levelOf } from '../plans/levels';
import { usePlans } from '../plans/planQueries';
import type { PlanItem } from '../plans/types';
import { useActKey } from '../shared/actKey';
import { Banner } from '../shared/Banner';
import { now } from '../shared/clock';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { Waiting } from '../shared/Failure';
import { Field } from '../shared/Field';
import { Choices } from '../shared/form/Choices';
import { ErrorSummary } from '../shared/form/ErrorSummary';
import { MomentField } from '../shared/form/MomentField';
import { Select } from '../shared/form/Select';
import { Tiles } from '../shared/form/Tiles';
import { useFormErrors } from '../shared/form/useFormErrors';
import { householdsPeople, longMoment } from '../shared/format';
import { ThresholdChip } from '../shared/LevelChip';
import { DrillTag } from '../shared/Tags';
import { useToast } from '../shared/Toast';
import { instantOfWall, wallTime } from '../shared/wall';
import { beginActivation } from './acts';
import { beginningOf, emptyDraft, faultsIn, FIELDS, zonesOf, type BeginField, type Draft } from './begin';
import { mayReportIn } from './rights';
import { NameFields } from './NameFields';
import { StageChoice } from './WidenDialog';
import { sum, ZonePick } from './ZonePick';
import { useZonesOfPlan } from './zonesOfPlan';

const LEVELS = ['1', '2', '3', '4', '5'] as const;

/** A response that no bulletin proposed: on a telegram, a local sign, or in a drill. Acting first, the paper later. */
export default function BeginPage() {
  const { t, loc } = useWords();
  const [params] = useSearchParams();
  const today = wallTime(now()).slice(0, 10);
  const [draft, setDraft] = useState<Draft>(() => ({ ...emptyDraft(today), planId: params.get('phuong-an') ?? '' }));
  const [checking, setChecking] = useState(false);
  const { account, may } = useSignedIn();
  const ask = useAskToSignIn();
  const plans = usePlans();
  const events = useEvents();
  const errors = useFormErrors('begin', FIELDS);
  const usable = (plans.data ?? []).filter((plan) => plan.in_force && (account === null || mayReportIn(account, plan.unit_code)));
  const plan = usable.find((each) => each.id === draft.planId) ?? null;
  const { zones, ready, error: unread, retry } = useZonesOfPlan(plan?.in_force ? { id: plan.id, hazard: plan.hazard, unit: plan.unit_code, n: plan.in_force.number } : null);
  const chosen = zonesOf(draft, zones);
  const faults = new Set(faultsIn(draft, chosen, today));
  const errorOf = (field: BeginField) => (faults.has(field) || field === 'plan_id' || field === 'zones' ? errors.of(field) : null);
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const open = (events.data ?? []).filter((event) => event.closed_at === null).sort((a, b) => Number(a.kind === 'drill') - Number(b.kind === 'drill')); // what is real comes first
  const drill = draft.event === 'new' ? draft.kind === 'drill' : open.find((event) => event.id === draft.event)?.kind === 'drill';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (errors.found(Object.fromEntries([...faults].map((field) => [field, t(`begin.fault.${field}`)])))) return;
    if (may('confirm_activation') || may('report_alert')) setChecking(true);
    else ask('confirm_activation', () => setChecking(true));
  };
  const crumbs = [{ href: '/', name: t('app.nav.command') }];
  return (
    <Office title={t('begin.title')} lead={t('begin.lead')} crumbs={crumbs} width="form">
      {!plans.data ? <Waiting error={plans.error} retry={() => void plans.refetch()} /> : (
        <form className="block beginform" noValidate onSubmit={submit}>
          <ErrorSummary errors={errors.errors} />
          {drill && <p className="drillmark"><DrillTag /> {t('board.kindDrill')}</p>}
          <Select id={errors.idOf('plan_id')} label={t('begin.plan')} hint={t('begin.planHint')} error={errorOf('plan_id')} value={draft.planId} onChange={(e) => set({ planId: e.target.value, zones: null })} options={[{ value: '', name: t('begin.choose') }, ...usable.map((each) => ({ value: each.id, name: `${each.unit_name} · ${loc(each.hazard_name)} · ${each.code}` }))]} />
          <Choices id={errors.idOf('event_id')} legend={t('begin.event')} error={errorOf('event_id')} value={draft.event || null} onChange={(event) => set({ event })} choices={[...open.map((event) => ({ value: event.id, name: loc(event.name), what: event.kind === 'drill' ? t('drill') : t('begin.running') })), { value: 'new', name: t('begin.newEvent') }]} />
          {draft.event === 'new' && (
            <fieldset className="newevent">
              <legend className="vh">{t('begin.newEvent')}</legend>
              <Tiles legend={t('begin.kind')} value={draft.kind} onChange={(kind) => set({ kind })} tiles={[{ value: 'real', name: t('real') }, { value: 'drill', name: <><b>{t('drill')}</b><br /><small>{t('begin.drillWhat')}</small></> }]} />
              <NameFields naming={draft} set={set} errorOf={errorOf} idOf={errors.idOf} />
            </fieldset>
          )}
          <Tiles id={errors.idOf('level')} legend={t('begin.level')} hint={t('begin.levelHint')} error={errorOf('level')} small value={draft.level || null} onChange={(level) => set({ level, zones: null })} tiles={LEVELS.map((value) => ({ value, name: <ThresholdChip level={levelOf(Number(value))} /> }))} />
          {plan && !ready && <Waiting error={unread} retry={retry} />}
          {plan && ready && draft.level && <ZonePick id={errors.idOf('zones')} legend={t('begin.zones')} hint={t('begin.zonesHint')} error={errorOf('zones')} zones={zones} chosen={chosen} onChange={(ids) => set({ zones: ids })} />}
          <StageChoice value={draft.stage} onChange={(stage) => set({ stage })} />
          <MomentField id={errors.idOf('onset')} label={`${t('begin.onset')} (${t('optional')})`} hint={t('begin.onsetHint')} error={errorOf('onset')} value={draft.onset} onChange={(onset) => set({ onset })} />
          <Field multiline id={errors.idOf('reason')} label={t('begin.reason')} hint={t('begin.reasonHint')} error={errorOf('reason')} value={draft.reason} onChange={(e) => set({ reason: e.target.value })} />
          <Banner tone="info" icon={Info}>{t('begin.paperLater')}</Banner>
          <div><button type="submit" className="btn pri xl" data-act="check">{t('begin.check')}</button></div>
        </form>
      )}
      {checking && plan && <Check draft={draft} plan={plan} zones={zones.filter((zone) => chosen.includes(zone.id))} drill={drill ?? false} eventName={loc(open.find((event) => event.id === draft.event)?.name)} today={today} onFault={errors.failed} onClose={() => setChecking(false)} />}
    </Office>
  );
}

interface CheckProps { draft: Draft; plan: PlanItem; zones: ZoneProperties[]; drill: boolean; eventName: string; today: string; onFault: (reason: unknown) => void; onClose: () => void }

/** The answers to check: what will happen, to how many, in which event, real or a drill, and who signs. */
function Check({ draft, plan, zones, drill, eventName, today, onFault, onClose }: CheckProps) {
  const { t, loc, lang } = useWords();
  const client = useQueryClient();
  const say = useToast();
  const [, go] = useLocation();
  const { account, may } = useSignedIn();
  const key = useActKey();
  const decides = may('confirm_activation');
  const people = householdsPeople(sum(zones, 'households'), sum(zones, 'people'), lang);
  const hazard = loc(plan.hazard_name);
  const act = t(decides ? (draft.stage === 'prepare' ? 'begin.actPrepare' : 'begin.act') : 'begin.actPropose', { hazard, level: draft.level, count: zones.length, figures: people });
  const onset = draft.onset ? instantOfWall(draft.onset) : null;
  const name = draft.event !== 'new' ? eventName
    : draft.naming === 'storm' ? t('begin.stormName', { number: draft.number.trim(), year: draft.year.trim() }) + (draft.international.trim() ? ` (${draft.international.trim().toUpperCase()})` : '')
    : t('begin.episodeName', { what: draft.what.trim(), from: draft.from }) + (draft.to ? ` – ${draft.to}` : '');
  return (
    <ConfirmSheet
      act={act} tone={draft.stage === 'ordered' && decides ? 'dan' : 'pri'} onClose={onClose}
      answers={[
        { name: t('board.kind'), value: drill ? <span className="row wrap"><DrillTag />{t('board.kindDrill')}</span> : plan.demonstration ? t('board.kindDemo') : <b className="danger">{t('board.kindReal')}</b> },
        { name: t('begin.event'), value: name },
        { name: t('begin.plan'), value: <>{plan.in_force?.title}<small>{plan.unit_name} · {plan.code}</small></> },
        { name: t('begin.level'), value: <ThresholdChip level={levelOf(Number(draft.level))} /> },
        { name: t('begin.zones'), value: <><b className="big">{people}</b><small>{zones.map((zone) => `${zone.code} (${householdsPeople(zone.households, zone.people, lang)})`).join('; ')}</small></> },
        { name: t('begin.stage'), value: t(draft.stage === 'ordered' ? 'moves.zone.will.ordered' : 'moves.zone.will.prepare') },
        ...(onset ? [{ name: t('begin.onset'), value: longMoment(onset, lang) }] : []),
        { name: t('begin.reason'), value: draft.reason },
        { name: t('board.signer'), value: <>{account?.display_name}{account && <small>{t(`role.${account.role}`)}{account.unit_name ? ` · ${account.unit_name}` : ''}</small>}</> },
        { name: t('begin.paper.title'), value: t('begin.paper.later') },
      ]}
      onAct={async () => {
        try {
          const begun = await beginActivation(beginningOf(draft, zones.map((zone) => zone.id), today), key.read());
          for (const queryKey of [keys.activations, keys.events, keys.zones, keys.alerts]) void client.invalidateQueries({ queryKey });
          say({ tone: 'done', text: t(decides ? 'begin.done' : 'begin.doneProposed') });
          go(`/activations/${begun.id}`);
        } catch (reason) {
          key.failed(reason);
          onFault(reason);
          throw reason;
        }
      }}
    >
      {!decides && <Banner tone="info" icon={TriangleAlert}>{t('begin.onlyProposes')}</Banner>}
    </ConfirmSheet>
  );
}
