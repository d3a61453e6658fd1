import './drills.css';
import { ChevronRight, Info, Siren } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { keys } from '../api/keys';
import { useEvents } from '../api/queries';
import type { DisasterEvent } from '../api/types';
import { Office } from '../app/Office';
import { useAskToSignIn } from '../app/session/SignInProvider';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { useNow } from '../shared/clock';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { Waiting } from '../shared/Failure';
import { Field } from '../shared/Field';
import { Choices } from '../shared/form/Choices';
import { ErrorSummary } from '../shared/form/ErrorSummary';
import { Select } from '../shared/form/Select';
import { Tiles } from '../shared/form/Tiles';
import { useFormErrors } from '../shared/form/useFormErrors';
import { moment } from '../shared/format';
import { DrillTag, Tag } from '../shared/Tags';
import { useToast } from '../shared/Toast';
import { startDrill, useScenarios, type Scenario } from './drillQueries';
import { faultsIn, FIELDS, PAST, requestOf, SPEEDS, speedFigures, speedOf, type Choice } from './replay';

/** Sets up a drill: whose bulletins come again, how fast, that nobody is called; and the drills there were. */
export default function DrillStart() {
  const { t, lang, loc } = useWords();
  const [params] = useSearchParams();
  const asked = params.get('dot') ?? '';
  const [choice, setChoice] = useState<Choice>({ scenario: asked ? PAST : '', event: asked, speed: '30', typed: '' });
  const [checking, setChecking] = useState(false);
  const scenarios = useScenarios();
  const events = useEvents();
  const { account, may } = useSignedIn();
  const ask = useAskToSignIn();
  const errors = useFormErrors('drill', FIELDS);
  const now = useNow(60_000);
  const set = (part: Partial<Choice>) => setChoice({ ...choice, ...part });
  const faults = faultsIn(choice);
  // A fault that was mended is not called one any more; what the server refused stays until it is asked again.
  const errorOf = (field: (typeof FIELDS)[number]) => (faults.includes(field) || field !== 'speed' ? errors.of(field) : null);
  const past = (events.data ?? []).filter((event) => event.kind === 'real');
  const speed = speedOf(choice);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (errors.found(Object.fromEntries(faults.map((field) => [field, t(`drills.fault.${field}`)])))) return;
    if (may('confirm_activation')) setChecking(true);
    else ask('confirm_activation', () => setChecking(true));
  };
  const crumbs = [{ href: '/dot-thien-tai', name: t('board.events') }];
  return (
    <Office title={t('drills.title')} lead={t('drills.lead')} crumbs={crumbs} width="form">
      <Banner tone="info" icon={Siren}><b>{t('drills.nobody')}</b> {t('drills.how')}</Banner>
      {!scenarios.data || !events.data ? <Waiting error={scenarios.error ?? events.error} retry={() => { void scenarios.refetch(); void events.refetch(); }} /> : (
        <form className="block form" noValidate onSubmit={submit}>
          <ErrorSummary errors={errors.errors} />
          <Choices
            id={errors.idOf('scenario')} legend={t('drills.scenario')} hint={t('drills.scenarioHint')} error={errorOf('scenario')} value={choice.scenario || null} onChange={(scenario) => { errors.clear(); set({ scenario }); }}
            choices={[...scenarios.data.map((each) => ({ value: each.code, name: loc(each.name), what: t('drills.messagesCount', { count: each.messages }) })), ...(past.length > 0 ? [{ value: PAST, name: t('drills.past'), what: t('drills.pastWhat') }] : [])]}
          />
          {choice.scenario === PAST && <Select id={errors.idOf('event_id')} label={t('drills.pastEvent')} error={errorOf('event_id')} value={choice.event} onChange={(change) => set({ event: change.target.value })} options={[{ value: '', name: t('drills.choose') }, ...past.map((event) => ({ value: event.id, name: `${loc(event.name)} · ${moment(event.started_at, now)}` }))]} />}
          <Tiles
            id={choice.speed === 'other' ? undefined : errors.idOf('speed')} legend={t('drills.speed')} hint={t('drills.speedHint')} value={choice.speed} onChange={(next) => set({ speed: next })}
            tiles={[...SPEEDS.map((value) => ({ value, name: <SpeedName speed={Number(value)} /> })), { value: 'other' as const, name: <b>{t('drills.speedOther')}</b> }]}
          />
          {choice.speed === 'other' && <Field id={errors.idOf('speed')} label={t('drills.speedTyped')} hint={t('drills.speedTypedHint')} error={errorOf('speed')} inputMode="decimal" value={choice.typed} onChange={(change) => set({ typed: change.target.value })} />}
          {speed !== null && <p className="speedmeans" role="status"><b>{t('drills.speedMeans', speedFigures(speed, lang))}</b></p>}
          {account && !may('confirm_activation') && <Banner tone="info" icon={Info}>{t('drills.whoMay')}</Banner>}
          <div><button type="submit" className="btn pri xl" data-act="check">{t('drills.check')}</button></div>
        </form>
      )}
      <Drills events={(events.data ?? []).filter((event) => event.kind === 'drill')} />
      {checking && <Check choice={choice} scenarios={scenarios.data ?? []} past={past} onFault={errors.failed} onClose={() => setChecking(false)} />}
    </Office>
  );
}

function SpeedName({ speed }: { speed: number }) {
  const { t, lang } = useWords();
  const figures = speedFigures(speed, lang);
  return <><b>{speed === 1 ? t('drills.asItWas') : t('drills.times', figures)}</b><br /><small>{t('drills.sixHours', figures)}</small></>;
}

interface CheckProps { choice: Choice; scenarios: Scenario[]; past: DisasterEvent[]; onFault: (reason: unknown) => void; onClose: () => void }

/** What will happen, how fast, whom it touches – nobody – and who signs. */
function Check({ choice, scenarios, past, onFault, onClose }: CheckProps) {
  const { t, lang, loc } = useWords();
  const client = useQueryClient();
  const say = useToast();
  const [, go] = useLocation();
  const { account } = useSignedIn();
  const request = requestOf(choice);
  const scenario = scenarios.find((each) => each.code === choice.scenario);
  const name = loc(scenario?.name ?? past.find((event) => event.id === choice.event)?.name);
  if (!request) return null;
  const figures = speedFigures(request.speed, lang);
  return (
    <ConfirmSheet
      act={t('drills.act', { name, times: figures.times })} onClose={onClose}
      answers={[
        { name: t('board.kind'), value: <span className="row wrap"><DrillTag />{t('drills.notReal')}</span> },
        { name: t('drills.called'), value: <><b>{t('drills.noOne')}</b><small>{t('drills.marked')}</small></> },
        { name: t('drills.scenario'), value: <>{name}{scenario && <small>{t('drills.messagesCount', { count: scenario.messages })}</small>}</> },
        { name: t('drills.speed'), value: t('drills.speedMeans', figures) },
        { name: t('board.willHappen'), value: t('drills.will') },
        { name: t('board.signer'), value: <>{account?.display_name}{account && <small>{t(`role.${account.role}`)}{account.unit_name ? ` · ${account.unit_name}` : ''}</small>}</> },
      ]}
      onAct={async () => {
        try {
          const drill = await startDrill(request);
          for (const queryKey of [keys.events, keys.alerts, keys.activations, keys.zones]) void client.invalidateQueries({ queryKey });
          say({ tone: 'done', text: t('drills.started') });
          go(`/dien-tap/${drill.id}`);
        } catch (reason) {
          onFault(reason);
          throw reason;
        }
      }}
    />
  );
}

/** Drills that run, and those to look back at. */
function Drills({ events }: { events: DisasterEvent[] }) {
  const { t, loc } = useWords();
  const now = useNow(60_000);
  if (events.length === 0) return null;
  const inOrder = [...events].sort((a, b) => Number(a.closed_at !== null) - Number(b.closed_at !== null) || b.started_at.localeCompare(a.started_at));
  return (
    <section className="stack" aria-labelledby="drills-there">
      <h3 id="drills-there">{t('drills.there')}</h3>
      <ul className="doorlist events">
        {inOrder.map((event) => (
          <li key={event.id}>
            <Link href={`/dien-tap/${event.id}`} data-drill-of={event.id}>
              <span className="grow"><b>{loc(event.name)}</b><span className="row wrap sm mut"><DrillTag />{t('board.since', { time: moment(event.started_at, now) })}{event.closed_at ? <Tag>{t('board.closedAt', { time: moment(event.closed_at, now) })}</Tag> : <Tag tone="strong">{t('drills.running')}</Tag>}</span></span>
              <ChevronRight aria-hidden className="i" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
