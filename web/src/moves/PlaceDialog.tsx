import { CircleAlert } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useEvents } from '../api/queries';
import type { UnplacedReport } from '../api/types';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { useNow } from '../shared/clock';
import { Dialog } from '../shared/Dialog';
import { Failure, Waiting } from '../shared/Failure';
import { Field } from '../shared/Field';
import { Select } from '../shared/form/Select';
import { moment, number } from '../shared/format';
import { DrillTag } from '../shared/Tags';
import { NO_FILTER, shownBy } from './filter';
import { useCommunesOf, useEventRelocations, useNamed } from './moveQueries';
import { mayReportIn } from './rights';
import { SentWords } from './SentWords';
import { StateChip } from './StateChip';
import type { Relocation } from './types';
import { readSent, type Sent } from './unplaced';
import { useSettle } from './useSettle';

/** As many as fit beside each other; more letters narrow it. */
const MOST = 12;

interface Props { report: UnplacedReport; /** Another report of the list takes it back. */ takenBack: boolean; onClose: () => void }

/** Whose report this was: an event, a household, both side by side, and then the act. */
export function PlaceDialog({ report, takenBack, onClose }: Props) {
  const { t } = useWords();
  const sent = readSent(report.sent);
  const named = useNamed(sent);
  // Where the report names a household that is known, the search begins there.
  if (named.isLoading) return <Dialog title={t('unplaced.placeTitle')} onClose={onClose} wide><Waiting error={null} retry={() => {}} /></Dialog>;
  return <Choose report={report} takenBack={takenBack} sent={sent} named={named.data ?? null} onClose={onClose} />;
}

function Choose({ report, takenBack, sent, named, onClose }: Props & { sent: Sent; named: Relocation | null }) {
  const { t, loc } = useWords();
  const { account } = useSignedIn();
  const settle = useSettle();
  const open = (useEvents().data ?? []).filter((event) => event.closed_at === null);
  const [event, setEvent] = useState(named?.event_id ?? sent.event ?? '');
  const [commune, setCommune] = useState(named?.commune_code ?? sent.commune ?? '');
  const [find, setFind] = useState(sent.code ?? named?.code ?? '');
  const [chosen, setChosen] = useState<Relocation | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const inEvent = open.find((each) => each.id === event) ?? (open.length === 1 ? open[0] : undefined);
  const communes = useCommunesOf(inEvent?.id ?? '').filter(([code]) => account === null || mayReportIn(account, code));
  const inCommune = communes.some(([code]) => code === commune) ? commune : (communes.length === 1 ? (communes[0]?.[0] ?? '') : '');
  const found = useEventRelocations(inEvent?.id ?? '', inEvent ? inCommune : '');
  const rows = shownBy({ ...NO_FILTER, find }, found.data ?? []);
  const anew = () => { setChosen(null); setError(null); };
  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault();
    if (!chosen) return;
    setBusy(true);
    setError(null);
    try {
      await settle(report, { relocation_id: chosen.id }, t('unplaced.placed', { who: report.by, code: nameOf(chosen) }));
      onClose();
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('unplaced.placeTitle')} onClose={onClose} wide>
      <form className="dlg-f" noValidate onSubmit={(submitted) => void submit(submitted)}>
        <div className="dlg-b" tabIndex={0}>
          <div className="halves">
            <Select label={t('board.events')} name="event" value={inEvent?.id ?? ''} onChange={(change) => { setEvent(change.target.value); anew(); }} options={[...(inEvent ? [] : [{ value: '', name: t('begin.choose') }]), ...open.map((each) => ({ value: each.id, name: `${each.kind === 'drill' ? `${t('drill')}: ` : ''}${loc(each.name)}` }))]} />
            <Select label={t('board.codes.commune')} name="commune" value={inCommune} onChange={(change) => { setCommune(change.target.value); anew(); }} options={[...(inCommune ? [] : [{ value: '', name: t('begin.choose') }]), ...communes.map(([value, name]) => ({ value, name }))]} />
          </div>
          {open.length === 0 && <p>{t('unplaced.noEvent')}</p>}
          {inEvent && communes.length === 0 && <p>{t('board.codes.noMove')}</p>}
          <Field id="find-place" type="search" label={t('moves.list.find')} value={find} onChange={(change) => { setFind(change.target.value); anew(); }} autoComplete="off" spellCheck={false} />
          {inCommune !== '' && inEvent && !found.data && <Waiting error={found.error} retry={() => void found.refetch()} />}
          {found.data && <Candidates rows={rows.slice(0, MOST)} all={rows.length} chosen={chosen} onChoose={(record) => { setChosen(record); setError(null); }} />}
          <div className="sides sidebyside" data-chosen={chosen?.code ?? ''}>
            <section aria-labelledby="place-report"><p id="place-report" className="sm mut">{t('moves.takeBack.report')}</p><SentWords report={report} sent={sent} /></section>
            <section aria-labelledby="place-household"><p id="place-household" className="sm mut">{t('moves.household.one')}</p>{chosen ? <Household record={chosen} /> : <p className="mut">{t('unplaced.chooseFirst')}</p>}</section>
          </div>
          {inEvent?.kind === 'drill' && <p className="drillmark"><DrillTag /> {t('board.kindDrill')}</p>}
          {chosen && <Doubts report={report} takenBack={takenBack} sent={sent} record={chosen} />}
          {error !== null && <Failure error={error} saving />}
        </div>
        <footer className="dlg-x">
          <button type="button" className="btn" onClick={onClose}>{t('back')}</button>
          <button type="submit" className="btn pri xl" disabled={busy || !chosen} data-act="confirm-place">{chosen ? t('unplaced.placeAct', { code: nameOf(chosen) }) : t('unplaced.place')}</button>
        </footer>
      </form>
    </Dialog>
  );
}

const nameOf = (record: Relocation): string => record.code || (record.label ?? '');

interface CandidatesProps { rows: Relocation[]; all: number; chosen: Relocation | null; onChoose: (record: Relocation) => void }
function Candidates({ rows, all, chosen, onChoose }: CandidatesProps) {
  const { t, lang } = useWords();
  return (
    <fieldset className="candidates">
      <legend>{t('unplaced.candidates', { count: all })}{all > rows.length && <small> {t('unplaced.narrow', { n: number(rows.length, lang) })}</small>}</legend>
      {rows.length === 0 && <p className="mut">{t('moves.list.none')}</p>}
      {rows.map((record) => (
        <label key={record.id} className="candidate" data-candidate={nameOf(record)}>
          <input type="radio" name="household" checked={chosen?.id === record.id} onChange={() => onChoose(record)} />
          <span className="grow"><b>{nameOf(record)}</b>{record.head && <> {record.head}</>} <small>{record.village}</small></span>
          <StateChip state={record.state} />
        </label>
      ))}
    </fieldset>
  );
}

function Household({ record: r }: { record: Relocation }) {
  const { t, lang } = useWords();
  const now = useNow(60_000);
  const given = (n: number | null) => (n === null ? t('moves.household.notGiven') : number(n, lang));
  return (
    <>
      <header className="row wrap"><h3>{nameOf(r)}{r.head && ` · ${r.head}`}</h3><StateChip state={r.state} /><span className="mut sm">{r.village}</span></header>
      <p>{r.uncounted ? t('moves.household.peopleListed', { n: number(r.people, lang) }) : t('moves.household.peopleCounted', { n: number(r.people, lang), listed: number(r.listed, lang) })}</p>
      <p className="sm">{t('moves.household.numbers', { departed: given(r.departed), arrived: given(r.arrived), returned: given(r.returned) })}</p>
      {r.state_at && <p className="sm mut">{t('moves.household.since', { time: moment(r.state_at, now), by: r.state_by ?? '' })}</p>}
    </>
  );
}

/** What should make a person look twice: another code than the report's, a later word that will stand, a slip. */
function Doubts({ report, takenBack, sent, record }: Omit<Props, 'onClose'> & { sent: Sent; record: Relocation }) {
  const { t } = useWords();
  const now = useNow(60_000);
  const lines = [
    takenBack && t('unplaced.takenBackPlace'),
    sent.code && sent.code !== record.code && t('unplaced.otherCode', { said: sent.code, code: nameOf(record) }),
    record.state_at && record.state_at > report.happened_at && sent.said.state && t('unplaced.laterStands', { time: moment(record.state_at, now) }),
  ].filter(Boolean);
  if (lines.length === 0) return null;
  return <Banner tone="warn" icon={CircleAlert}>{lines.map((line) => <p key={String(line)}>{line}</p>)}</Banner>;
}
