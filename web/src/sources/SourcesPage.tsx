import '../i18n/intake';
import { useQueryClient } from '@tanstack/react-query';
import { CircleCheck, Info, Pencil, Plus, Power, RefreshCw, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useUnits } from '../api/accounts';
import { keys } from '../api/keys';
import { changeSource, pollSource, type ManagedSource, type PollReport } from '../api/intake';
import { dataAge, useEverySource } from '../api/queries';
import { IntakeTabs } from '../app/IntakeTabs';
import { Office } from '../app/Office';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords, type Words } from '../i18n';
import { Banner } from '../shared/Banner';
import { useNow } from '../shared/clock';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { DataAge } from '../shared/DataAge';
import { Failure, Waiting } from '../shared/Failure';
import { ago, moment } from '../shared/format';
import { DataTable, type Column } from '../shared/table/DataTable';
import { byUrgency, stateOf } from './order';
import { SilencePart } from './SilencePart';
import { SourceForm } from './SourceForm';
import { StateMark } from './StateMark';
import './sources.css';

/** From where bulletins come, whether each source still speaks, and – for who looks after them – the switches. */
export default function SourcesPage() {
  const { t } = useWords();
  const { may } = useSignedIn();
  const admin = may('manage_sources');
  const sources = useEverySource();
  const [form, setForm] = useState<ManagedSource | 'new' | null>(null);
  const all = (sources.data ?? []) as ManagedSource[];
  return (
    <Office
      title={t('sourcing.title')}
      tools={<IntakeTabs />}
      lead={<>{t('sourcing.lead')} <DataAge at={dataAge(sources)} /></>}
      act={admin && <button type="button" className="btn pri" onClick={() => setForm('new')} data-act="add"><Plus aria-hidden className="i" />{t('sourcing.add')}</button>}
    >
      {!sources.data && <Waiting error={sources.error} retry={() => void sources.refetch()} />}
      <SilencePart />
      {sources.data && <Tables all={all} admin={admin} onEdit={setForm} />}
      {form && <SourceForm source={form === 'new' ? null : form} taken={all.map((source) => source.code)} onClose={() => setForm(null)} />}
    </Office>
  );
}

interface ListProps { all: ManagedSource[]; admin: boolean; onEdit: (source: ManagedSource) => void }
function Tables({ all, admin, onEdit }: ListProps) {
  const { t } = useWords();
  const poll = usePoll();
  const [turning, setTurning] = useState<ManagedSource | null>(null);
  const acts = admin ? { poll, onEdit, onTurn: setTurning } : null;
  const asked = all.filter((source) => source.enabled).sort(byUrgency);
  const off = all.filter((source) => !source.enabled).sort(byUrgency);
  return (
    <>
      {poll.told}
      {!admin && <Banner tone="info" icon={Info}>{t('sourcing.readOnly')}</Banner>}
      <section className="stack">
        <h3>{t('sourcing.asked')} <span className="cnt">{asked.length}</span></h3>
        <SourceTable caption={t('sourcing.asked')} sources={asked} acts={acts} file={t('sourcing.file')} empty={t('sourcing.noneAsked')} />
      </section>
      {off.length > 0 && (
        <section className="stack">
          <h3>{t('sourcing.off')} <span className="cnt">{off.length}</span></h3>
          <p className="mut sm">{t('sourcing.offLead')}</p>
          <SourceTable caption={t('sourcing.off')} sources={off} acts={acts} empty="" brief />
        </section>
      )}
      {turning && <Turn source={turning} onClose={() => setTurning(null)} />}
    </>
  );
}

interface Acts { poll: ReturnType<typeof usePoll>; onEdit: (source: ManagedSource) => void; onTurn: (source: ManagedSource) => void }
interface TableProps { caption: string; sources: ManagedSource[]; acts: Acts | null; file?: string; empty: string; /** Of what is off, its last errors are no news. */ brief?: boolean }
function SourceTable({ caption, sources, acts, file, empty, brief }: TableProps) {
  const words = useWords();
  const { t, loc, lang } = words;
  const now = useNow(60_000);
  const time = (at: string | null | undefined) => (at ? <span title={ago(at, now, lang)}>{moment(at, now)}</span> : <span className="mut">{t('sourcing.never')}</span>);
  const columns: Column<ManagedSource>[] = [
    { key: 'name', heading: t('sourcing.name'), main: true, value: (s) => s.name, cell: (s) => <SourceName source={s} /> },
    { key: 'state', heading: t('sourcing.state'), value: (s) => t(`app.sources.state.${stateOf(s)}`), cell: (s) => <StateMark state={stateOf(s)} /> },
    { key: 'success', heading: t('sourcing.lastSuccess'), value: (s) => s.health.last_success_at, cell: (s) => <>{time(s.health.last_success_at)}{s.health.next_attempt_at && s.enabled && <small>{t('sourcing.nextAt', { time: moment(s.health.next_attempt_at, now) })}</small>}</> },
    { key: 'alert', heading: t('sourcing.lastAlert'), value: (s) => s.health.last_new_alert_at, cell: (s) => time(s.health.last_new_alert_at) },
    { key: 'data', heading: t('sourcing.dataAt'), value: (s) => s.health.data_at, cell: (s) => time(s.health.data_at) },
    { key: 'error', heading: t('sourcing.lastError'), value: (s) => loc(s.health.last_error ?? s.health.last_note), cell: (s) => <Trouble source={s} words={words} /> },
    ...(acts ? [{ key: 'acts', heading: t('sourcing.acts'), fixed: true, value: () => null, cell: (s: ManagedSource) => <RowActs source={s} acts={acts} /> }] : []),
  ];
  const shown = brief ? columns.filter((column) => !['success', 'data', 'error'].includes(column.key)) : columns;
  return <div className="sourcetable"><DataTable caption={caption} columns={shown} rows={sources} rowKey={(s) => s.id} file={file} empty={<p>{empty}</p>} rowClass={(s) => (s.enabled ? undefined : 'quiet')} /></div>;
}

function SourceName({ source: s }: { source: ManagedSource }) {
  const { t, loc } = useWords();
  const names = new Map((useUnits().data ?? []).map((unit) => [unit.code, unit.name]));
  return (
    <>
      <span data-source={s.code} data-state={stateOf(s)}>{s.name}</span>
      <small className="addr">{s.code} · {s.url}</small>
      {s.every_seconds && s.enabled && <small>{s.every_seconds < 60 ? t('sourcing.everySeconds', { count: s.every_seconds }) : t('sourcing.every', { count: Math.round(s.every_seconds / 60) })}</small>}
      {(s.covers ?? []).length > 0 && <small>{t('sourcing.only', { places: (s.covers ?? []).map((code) => names.get(code) ?? code).join(', ') })}</small>}
      {s.signing_key && <small>{t('sourcing.signed')}</small>}
      {s.note && <details className="note"><summary>{t('sourcing.note')}</summary><p>{loc(s.note)}</p></details>}
    </>
  );
}

function Trouble({ source: { health }, words: { t, loc } }: { source: ManagedSource; words: Words }) {
  return (
    <>
      {health.last_error && <span className="danger">{loc(health.last_error)}</span>}
      {health.consecutive_failures > 0 && <small>{t('sourcing.failures', { count: health.consecutive_failures })}</small>}
      {health.last_note && <small>{loc(health.last_note)}</small>}
    </>
  );
}

function RowActs({ source, acts }: { source: ManagedSource; acts: Acts }) {
  const { t } = useWords();
  return (
    <span className="rowacts">
      <button type="button" className="btn s" disabled={acts.poll.busy !== null} onClick={() => void acts.poll.ask(source)} data-act="poll"><RefreshCw aria-hidden className="i sm" />{t(acts.poll.busy === source.id ? 'sourcing.polling' : 'sourcing.poll')}<span className="vh"> {source.name}</span></button>
      <button type="button" className="btn s" onClick={() => acts.onTurn(source)} data-act="turn"><Power aria-hidden className="i sm" />{t(source.enabled ? 'sourcing.turnOff' : 'sourcing.turnOn')}<span className="vh"> {source.name}</span></button>
      <button type="button" className="btn s" onClick={() => acts.onEdit(source)} data-act="edit"><Pencil aria-hidden className="i sm" />{t('sourcing.edit')}<span className="vh"> {source.name}</span></button>
    </span>
  );
}

/** Asks one source now and says what came of it. */
function usePoll() {
  const words = useWords();
  const client = useQueryClient();
  const [busy, setBusy] = useState<string | null>(null);
  const [report, setReport] = useState<{ name: string; report: PollReport } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const ask = async (source: ManagedSource) => {
    setBusy(source.id);
    setReport(null);
    setError(null);
    try {
      setReport({ name: source.name, report: await pollSource(source.id) });
      for (const queryKey of [keys.sources, keys.alerts, keys.quarantine]) void client.invalidateQueries({ queryKey });
    } catch (reason) {
      setError(reason);
    }
    setBusy(null);
  };
  const told = (
    <div role="status" className="polltold" data-poll={report ? 'done' : undefined}>
      {report && <Banner tone={report.report.error ? 'dan' : 'ok'} icon={report.report.error ? TriangleAlert : CircleCheck}>{pollWords(report.name, report.report, words)}</Banner>}
      {error !== null && <Failure error={error} saving />}
    </div>
  );
  return { busy, ask, told };
}

function pollWords(name: string, report: PollReport, { t, loc }: Words): string {
  if (report.error) return t('sourcing.report.error', { name, error: loc(report.error) });
  if (report.unchanged) return t('sourcing.report.unchanged', { name });
  const more = [
    (report.ended ?? 0) > 0 && t('sourcing.report.ended', { count: report.ended }),
    (report.unlisted ?? 0) > 0 && t('sourcing.report.unlisted', { count: report.unlisted }),
    report.quarantined > 0 && t('sourcing.report.quarantined', { count: report.quarantined }),
    report.postponed > 0 && t('sourcing.report.postponed', { count: report.postponed }),
    report.note && loc(report.note),
  ].filter(Boolean);
  return [t('sourcing.report.done', { name, fresh: report.new_alerts, known: report.known_alerts }), ...more].join(' ');
}

/** Switching a source off is heavier than it looks: its bulletins then do not come, and nobody is told of silence. */
function Turn({ source, onClose }: { source: ManagedSource; onClose: () => void }) {
  const { t, loc } = useWords();
  const client = useQueryClient();
  const on = !source.enabled;
  const act = async () => {
    await changeSource(source, { enabled: on });
    await client.invalidateQueries({ queryKey: keys.sources });
  };
  return (
    <ConfirmSheet
      act={t(on ? 'sourcing.turnOnAct' : 'sourcing.turnOffAct', { name: source.name })}
      tone={on ? 'pri' : 'dan'}
      answers={[
        { name: t('sourcing.name'), value: source.name },
        { name: t('sourcing.url'), value: source.url },
        { name: t('confirm.what'), value: t(on ? 'sourcing.turnOnWhat' : 'sourcing.turnOffWhat') },
        ...(on && source.note ? [{ name: t('sourcing.note'), value: loc(source.note) }] : []),
      ]}
      onAct={act}
      onClose={onClose}
    />
  );
}
