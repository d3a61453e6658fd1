import { Lock, Phone, Send } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useShelters } from '../api/queries';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { useNow } from '../shared/clock';
import { Waiting } from '../shared/Failure';
import { Field } from '../shared/Field';
import { moment, number } from '../shared/format';
import { Tag } from '../shared/Tags';
import { Conflicts, Differences } from './Conflicts';
import { History } from './History';
import { useListedRelocation, useRelocation } from './moveQueries';
import { counts, laidOver, takenBackIn } from './overlay';
import { PropertyLines } from './PropertyLines';
import { mayReportIn } from './rights';
import { SayDialog } from './SayDialog';
import { clean } from './say';
import { StateChip } from './StateChip';
import { offered, STATE_ICON } from './states';
import { standingWithout, takenBackBy } from './takeBack';
import type { MoveState, RelocationWithReports } from './types';
import { useEntries, useSay, useTakeBack, type Saying } from './useMoveOutbox';
import { destinationWords } from './words';

/** One household: where it stands, large buttons for what comes next, and everything that was ever said of it. */
export function HouseholdPanel({ id }: { id: string }) {
  const { t } = useWords();
  const found = useRelocation(id);
  const listed = useListedRelocation(id, found.data === undefined);
  const unread = found.data === undefined && (found.isError || found.failureCount > 0);
  const entries = useEntries();
  const { account } = useSignedIn();
  const say = useSay();
  const takeBack = useTakeBack();
  // Until it is read by itself the list that was read says where the household stands; what was reported of it before is not in it.
  const read: RelocationWithReports | undefined = found.data ?? (listed && { ...listed, reports: [] });
  if (!read) return <Waiting error={found.error} retry={() => void found.refetch()} />;
  const record = laidOver(read, entries);
  const open = record.is_current && (account === null || mayReportIn(account, record.commune_code));
  // What is said is said of what the server gave, not of what was laid over it.
  const onSay = open ? (saying: Saying) => say({ ...record, revision: read.revision }, saying) : null;
  const about = entries.filter((entry) => entry.operation.relocation?.id === id && counts(entry.taken));
  const waiting = about.filter((entry) => !entry.taken).reverse();
  const gone = new Set([...takenBackIn(about), ...takenBackBy(read.reports).keys()]);
  const without = (slip: string) => standingWithout(read, new Set([...gone, slip]));
  const onTakeBack = open ? (slip: string) => takeBack(read, slip, without(slip)) : null;
  return (
    <article className="household" data-relocation={id} data-state={record.state}>
      <Head record={record} />
      {!record.is_current && <Earlier />}
      {record.is_current && !open && <Outside />}
      <Conflicts record={record} onSay={onSay} />
      <Differences record={record} onSay={onSay} />
      {onSay && <NextStates record={record} onSay={onSay} />}
      <PropertyLines record={record} onSay={onSay} />
      {onSay && <Remark record={record} onSay={onSay} />}
      {unread && <p className="sm mut" data-listed>{t('moves.history.notKept')}</p>}
      <History record={record} waiting={waiting} gone={gone} without={without} onTakeBack={onTakeBack} />
    </article>
  );
}

function Outside() {
  const { t } = useWords();
  return <Banner tone="info" icon={Lock}>{t('moves.household.outside')}</Banner>;
}

function Earlier() {
  const { t } = useWords();
  return <Banner tone="info" icon={Lock}>{t('moves.household.earlier')}</Banner>;
}

function Head({ record: r }: { record: RelocationWithReports & { waits: number } }) {
  const words = useWords();
  const { t, lang } = words;
  const now = useNow(60_000);
  const shelters = useShelters().data ?? [];
  const given = (n: number | null) => (n === null ? t('moves.household.notGiven') : number(n, lang));
  const people = r.uncounted ? t('moves.household.peopleListed', { n: number(r.people, lang) }) : t('moves.household.peopleCounted', { n: number(r.people, lang), listed: number(r.listed, lang) });
  return (
    <header className="block hhead">
      <div className="row sp top">
        <div>
          <h3>{r.code ? `${r.code}${r.head ? ` · ${r.head}` : ''}` : r.label}</h3>
          <p className="mut">{[r.village, !r.household_id && t('moves.household.group'), r.round > 1 && t('moves.household.round', { n: r.round })].filter(Boolean).join(' · ')}</p>
        </div>
        {r.phone && <a className="btn" href={`tel:${r.phone.replace(/[^\d+]/g, '')}`} aria-label={t('moves.household.call', { phone: r.phone })}><Phone aria-hidden className="i" /></a>}
      </div>
      <p className="row wrap"><StateChip state={r.state} />{r.waits > 0 && <Tag tone="unknown"><Send aria-hidden size={12} />{t('moves.household.waits')}</Tag>}{r.state_at && <span className="sm mut">{r.waits > 0 || !r.state_by ? t('moves.household.sinceOwn', { time: moment(r.state_at, now) }) : t('moves.household.since', { time: moment(r.state_at, now), by: r.state_by })}</span>}</p>
      <p><b>{people}</b>{r.vulnerable > 0 && <> · {t('moves.household.vulnerable', { n: number(r.vulnerable, lang) })}</>}</p>
      {(r.departed ?? r.arrived ?? r.returned) !== null && <p className="sm">{t('moves.household.numbers', { departed: given(r.departed), arrived: given(r.arrived), returned: given(r.returned) })}</p>}
      {r.destination ? <p>{t('moves.household.going', { where: destinationWords(r.destination, shelters, words) })}</p> : ['departed', 'arrived', 'transferred'].includes(r.state) && <p><Tag tone="unknown">{t('moves.household.noPlace')}</Tag></p>}
      {r.reason && <p>{t('moves.household.reason', { reason: r.reason })}</p>}
      {r.coercion && <p>{t('moves.household.coercion', { text: r.coercion })}</p>}
    </header>
  );
}

/** Told and willing are said with one touch and can be taken back; the others ask how many, where to, or why. */
const AT_ONCE: readonly MoveState[] = ['notified', 'agreed', 'unknown'];

function NextStates({ record, onSay }: { record: RelocationWithReports; onSay: (saying: Saying) => void }) {
  const { t } = useWords();
  const [asked, setAsked] = useState<MoveState | null>(null);
  const { usual, others } = offered(record.state);
  const code = record.code || (record.label ?? '');
  const press = (state: MoveState) => (AT_ONCE.includes(state) ? onSay({ said: { state }, words: t('moves.say.done', { code, state: t(`moves.state.${state}`) }) }) : setAsked(state));
  const button = (state: MoveState) => {
    const Icon = STATE_ICON[state];
    return <button key={state} type="button" className={`btn statebtn hs-${state}`} onClick={() => press(state)} data-next={state}><Icon aria-hidden className="i" /><span>{t(`moves.state.${state}`)}</span></button>;
  };
  return (
    <section className="block" aria-labelledby="next-of">
      <h3 id="next-of">{t('moves.household.next')}</h3>
      <div className="statebtns">{usual.map(button)}</div>
      <details className="otherstates"><summary>{t('moves.household.others')}</summary><div className="statebtns">{others.map(button)}</div></details>
      {asked && <SayDialog record={record} state={asked} onClose={() => setAsked(null)} onSay={onSay} />}
    </section>
  );
}

function Remark({ record, onSay }: { record: RelocationWithReports; onSay: (saying: Saying) => void }) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const code = record.code || (record.label ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (clean(text) === '') return setMissing(true);
    onSay({ said: { remark: clean(text) }, words: t('moves.remark.done', { code }) });
    setText('');
  };
  return (
    <form className="block" noValidate onSubmit={submit} aria-label={t('moves.remark.title')}>
      <Field multiline label={t('moves.remark.label')} error={missing ? t('moves.remark.missing') : null} value={text} onChange={(event) => { setText(event.target.value); setMissing(false); }} />
      <div className="acts-row"><button type="submit" className="btn">{t('moves.remark.act')}</button></div>
    </form>
  );
}
