import { Lock, MapPin, Printer } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { Link } from 'wouter';
import { dataAge, useActivation, useChecklist, useMeta } from '../api/queries';
import type { Checklist, Task, TaskChange } from '../api/types';
import { useAskToSignIn } from '../app/session/SignInProvider';
import { useSignedIn } from '../app/session/useSignedIn';
import { usePageTitle } from '../app/pageTitle';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { useNow } from '../shared/clock';
import { DataAge } from '../shared/DataAge';
import { Waiting } from '../shared/Failure';
import { clock, householdsPeople, longMoment, moment, number } from '../shared/format';
import { useDesktop } from '../shared/media';
import { propertyWords } from '../shared/property';
import { DemoTag, Tag } from '../shared/Tags';
import { useEntries } from '../moves/useMoveOutbox';
import { laidOver } from './overlay';
import { PhaseGroup } from './PhaseGroup';
import { ProgressPair } from './ProgressPair';
import { LateWho } from './LateWho';
import { lateWho, overdue, PHASES, progressOf } from './tasks';
import { useTaskChange } from './useTaskChange';
import { useTaskParts, type TaskActs } from './useTaskParts';

// Not needed to tick: stages and households come after the list.
const ZoneMoves = lazy(() => import('../moves/ZoneMoves'));

export function ChecklistPanel({ id }: { id: string }) {
  const checklist = useChecklist(id);
  const entries = useEntries();
  const shown = useMemo(() => checklist.data && laidOver(checklist.data, entries), [checklist.data, entries]);
  if (!shown) return <Waiting error={checklist.error} retry={() => void checklist.refetch()} />;
  return <ChecklistDetail checklist={shown} age={dataAge(checklist)} />;
}

function ChecklistDetail({ checklist: c, age }: { checklist: Checklist; age: Date | null }) {
  const { t } = useWords();
  usePageTitle(`${t('checklists.one')} ${c.zone.code}`);
  const now = useNow();
  const [hideSettled, setHideSettled] = useState(false);
  const { change, busy } = useTaskChange(c.id, c.activation_id);
  const { may } = useSignedIn();
  const ask = useAskToSignIn();
  const parts = useTaskParts(c.id, c.activation_id);
  const desktop = useDesktop();
  const readOnly = c.state !== 'open';

  // Nobody is stopped at the door: the list can be read by all, and the first tick asks who is ticking.
  const first = (act: () => void) => (may('tick_task') ? act() : ask('tick_task', act));
  const onChange = (task: Task, to: TaskChange) => first(() => void change(task, to));
  const asked = <T,>(act: () => Promise<T>, otherwise: T) => (may('tick_task') ? act() : (ask('tick_task', () => void act()), Promise.resolve(otherwise)));
  const acts: TaskActs = {
    ...parts,
    tickStep: (task, step, done) => first(() => parts.tickStep(task, step, done)),
    addStep: (task, title) => asked(() => parts.addStep(task, title), false),
    namePerson: (task, name, phone) => asked(() => parts.namePerson(task, name, phone), false),
    addPhotos: (task, files) => asked(() => parts.addPhotos(task, files), undefined),
  };

  return (
    <article className="panelbody checklist" data-checklist={c.id}>
      <Head checklist={c} age={age} now={now} />
      {readOnly && <Banner tone="info" icon={Lock}>{t('checklists.closedNote', { state: t(`checklists.state.${c.state}`) })}</Banner>}
      <StandDownNote checklist={c} />
      <Suspense fallback={null}><ZoneMoves checklist={c} part={desktop ? undefined : 'households'} /></Suspense>
      <div className="sec tools noprint">
        <label className="row"><input type="checkbox" className="chk small" checked={hideSettled} onChange={() => setHideSettled(!hideSettled)} />{t('checklists.hideDone')}</label>
        <button type="button" className="btn s" onClick={() => window.print()}><Printer aria-hidden className="i sm" />{t('checklists.print')}</button>
      </div>
      {c.tasks.length === 0 && <p className="pad mut">{t('checklists.empty')}</p>}
      {PHASES.map((phase) => (
        <PhaseGroup key={phase} phase={phase} tasks={c.tasks} now={now} busy={busy} readOnly={readOnly} hideSettled={hideSettled} acts={acts} onChange={onChange} />
      ))}
      {!desktop && <Suspense fallback={null}><ZoneMoves checklist={c} part="stages" /></Suspense>}
    </article>
  );
}

function Head({ checklist: c, age, now }: { checklist: Checklist; age: Date | null; now: Date }) {
  const words = useWords();
  const { t, lang } = words;
  const demonstration = useMeta().data?.demonstration; // paper leaves the screen and its banner behind
  const late = c.tasks.filter((task) => overdue(task, now)).length;
  return (
    <header className="sec head">
      <p className="eyebrow row sp"><Link href={`/activations/${c.activation_id}`}>{t('checklists.one')}</Link><DataAge at={age} /></p>
      <h2>{c.zone.code} · {c.zone.village ?? c.zone.name}</h2>
      <p className="sm mut">{c.zone.name !== c.zone.village && c.zone.village ? `${c.zone.name} · ` : ''}{c.zone.commune_name}</p>
      <p className="row wrap"><b>{householdsPeople(c.households, c.people, lang)}</b><span className="mut sm">{t('activations.dialog.vulnerable', { n: number(c.vulnerable, lang) })}</span>{late > 0 && <Tag tone="danger">{t('checklists.overdue', { count: late })}</Tag>}</p>
      {late > 0 && <p><LateWho who={lateWho(c.tasks, now)} /></p>}
      <p className="sm mut">{propertyWords(c.property, words)}</p>
      <p className="sm">{t('checklists.onset', { time: moment(c.onset, now) })} <span className="mut">({t(`checklists.onsetBasis.${c.onset_basis}`)})</span></p>
      <ProgressPair of={{ ...c, progress: progressOf(c.tasks) }} />
      <Destinations checklist={c} />
      <p className="printonly">{demonstration && <DemoTag />} {t('checklists.printedAt', { time: longMoment(now, lang), age: age ? clock(age) : '' })}</p>
    </header>
  );
}

function Destinations({ checklist: { destinations } }: { checklist: Checklist }) {
  const { t, lang } = useWords();
  if (destinations.length === 0) return <p><span className="tag unk">{t('checklists.noDestination')}</span></p>;
  return (
    <p className="sm row top"><MapPin aria-hidden size={15} /><span>{t('checklists.destinations')}: {destinations.map((d) => `${d.name} (${t('checklists.capacity', { n: number(d.capacity, lang) })})`).join('; ')}</span></p>
  );
}

function StandDownNote({ checklist }: { checklist: Checklist }) {
  const { t } = useWords();
  const activation = useActivation(checklist.activation_id).data;
  const zone = activation?.zones.find((each) => each.zone_id === checklist.zone.id);
  if (zone?.state !== 'stand_down_proposed') return null;
  return <Banner tone="warn" icon={Lock} action={<Link className="btn s" href={`/activations/${checklist.activation_id}`}>{t('all')}</Link>}>{t('checklists.standDownNote')}</Banner>;
}
