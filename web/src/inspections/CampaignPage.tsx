import { FolderCheck, PenLine } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { openRecord, useInspection, useInspectionRecords, type Inspection, type InspectionRecordSummary, type InspectionSubject } from '../api/inspections';
import { Office } from '../app/Office';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { Row } from '../shared/ConfirmSheet';
import { failureWords, Waiting } from '../shared/Failure';
import { DataTable, type Column } from '../shared/table/DataTable';
import { DemoTag, Tag } from '../shared/Tags';
import { useToast } from '../shared/Toast';
import { isOfTeam } from './closing';
import { ClosedPart, LogLines } from './ClosedPart';
import { GradeBar } from './Grades';
import { ProgressPart } from './ProgressPart';
import { RankingPart } from './RankingPart';
import { useRefresh } from './refresh';
import { useOwnUnits } from './useMayOrder';
import { dayWords, personName, subjectName } from './words';

const CloseSheet = lazy(async () => ({ default: (await import('./CloseSheet')).CloseSheet }));

const PARTS = ['units', 'ranking', 'about'] as const;
type Part = (typeof PARTS)[number];
const ADDRESS: Record<Part, string> = { units: '', ranking: 'xep-hang', about: 'thong-tin' };

/** One inspection: how far it is, what is looked at, how communes stand, and who goes on what paper. */
export default function CampaignPage({ id }: { id: string }) {
  const { t, loc } = useWords();
  const [query] = useSearchParams();
  const [closing, setClosing] = useState(false);
  const found = useInspection(id);
  const part = PARTS.find((each) => ADDRESS[each] === (query.get('xem') ?? '')) ?? 'units';
  const crumbs = [{ href: '/kiem-tra', name: t('inspections.title') }];
  const held = found.data;
  if (!held) return <Office title={t('inspections.campaign.one')} crumbs={crumbs}><Waiting error={found.error} retry={() => void found.refetch()} /></Office>;
  const lead = (
    <span className="insp-lead">
      {loc(held.template_name)} · {held.ordered_by_name} · {dayWords(held.first_day)} – {dayWords(held.last_day)}
      {held.decision ? <Tag>{t('inspections.campaign.decisionOf', { number: held.decision.number, day: dayWords(held.decision.signed_on) })}</Tag> : <Tag tone="warn">{t('inspections.campaign.paperLater')}</Tag>}
      {held.closing && <Tag>{t('inspections.closed.tag')}</Tag>}
      {held.demonstration && <DemoTag />}
    </span>
  );
  return (
    <Office
      title={held.name} lead={lead} crumbs={crumbs} act={(held.may.change || held.may.close) && (
        <span className="insp-acts noprint">
          {held.may.change && <Link className="btn" href={`/kiem-tra/dot/${id}/sua`} data-act="edit"><PenLine aria-hidden className="i" />{t('inspections.campaign.edit')}</Link>}
          {held.may.close && <button type="button" className="btn" onClick={() => setClosing(true)} data-act="close-inspection"><FolderCheck aria-hidden className="i" />{t('inspections.close.start')}</button>}
        </span>
      )}
      tools={<nav className="restabs insp-tabs" aria-label={t('inspections.campaign.parts.label')}>{PARTS.map((each) => <Link key={each} href={`/kiem-tra/dot/${id}${ADDRESS[each] && `?xem=${ADDRESS[each]}`}`} aria-current={each === part ? 'page' : undefined} data-part={each}>{t(`inspections.campaign.parts.${each}`)}</Link>)}</nav>}
    >
      {held.closing && part !== 'ranking' && <ClosedPart inspection={held} closing={held.closing} />}
      {part === 'units' && <><ProgressPart id={id} progress={held.progress} /><Units inspection={held} /></>}
      {part === 'ranking' && <RankingPart inspection={held} />}
      {part === 'about' && <><About inspection={held} /><LogLines inspection={held.id} /></>}
      {closing && <Suspense><CloseSheet inspection={held} onClose={() => setClosing(false)} /></Suspense>}
    </Office>
  );
}

interface Line { subject: InspectionSubject; record: InspectionRecordSummary | null }

/** What is looked at, what is not begun first: it is what still has to be done. */
function Units({ inspection }: { inspection: Inspection }) {
  const { t } = useWords();
  const records = useInspectionRecords(inspection.id);
  const [shown, setShown] = useState<'' | 'none' | 'draft' | 'signed'>('');
  const [busy, setBusy] = useState<string | null>(null);
  const [, to] = useLocation();
  const refresh = useRefresh();
  const say = useToast();
  const { account } = useSignedIn();
  const own = new Set(useOwnUnits().map((unit) => unit.code));
  if (!records.data) return <Waiting error={records.error} retry={() => void records.refetch()} />;
  // Who does not inspect sees what is said of the own units, once it is signed; of others they know nothing, and “not inspected” would be a guess.
  const reads = isOfTeam(inspection, account?.name);
  const subjects = reads ? inspection.subjects : inspection.subjects.filter((subject) => own.has(subject.unit_code));
  const lines: Line[] = subjects.map((subject) => ({ subject, record: records.data.find((record) => record.subject.key === subject.key) ?? null }));
  const stateOf = (line: Line) => line.record?.state ?? 'none';
  const count = (state: 'none' | 'draft' | 'signed') => lines.filter((line) => stateOf(line) === state).length;
  const begin = async (subject: InspectionSubject) => {
    setBusy(subject.key);
    try {
      const opened = await openRecord(inspection.id, subject.key);
      void refresh();
      to(`/kiem-tra/bien-ban/${opened.id}`);
    } catch (reason) {
      say({ tone: 'fault', text: failureWords(reason, t, true) });
      setBusy(null);
    }
  };
  const act = ({ subject, record }: Line) => {
    const name = subjectName(subject);
    // Nobody inspects themselves: a member of the team leaves the own unit to the others.
    if (!record) return inspection.may.inspect && (inspection.may.change || account?.unit_code !== subject.unit_code) && <button type="button" className="btn s pri" disabled={busy !== null} onClick={() => void begin(subject)} data-act="begin" aria-label={`${t('inspections.record.begin')}: ${name}`}>{t('inspections.record.begin')}</button>;
    const words = record.state === 'draft' && inspection.may.inspect ? 'go' : 'read';
    return <Link className="btn s" href={`/kiem-tra/bien-ban/${record.id}`} data-act={words} aria-label={`${t(`inspections.record.${words}`)}: ${name}`}>{t(`inspections.record.${words}`)}</Link>;
  };
  const columns: Column<Line>[] = [
    { key: 'name', heading: t('inspections.record.subject'), main: true, value: ({ subject }) => subject.place?.name ?? subject.unit_name, cell: ({ subject, record }) => <>{record ? <Link href={`/kiem-tra/bien-ban/${record.id}`}>{subject.place?.name ?? subject.unit_name}</Link> : (subject.place?.name ?? subject.unit_name)}{subject.place && <small>{t(`inspections.place.${subject.place.kind}`)} · {subject.unit_name}</small>}</> },
    { key: 'state', heading: t('inspections.record.stateHeading'), value: (line) => ['none', 'draft', 'signed'].indexOf(stateOf(line)), cell: (line) => <div><Tag tone={line.record === null ? 'unknown' : line.record.state === 'signed' ? 'ok' : 'warn'}>{t(line.record === null && !reads ? 'inspections.record.notShown' : `inspections.record.state.${stateOf(line)}`)}</Tag>{line.record && line.record.version > 1 && <small>{t('inspections.record.version', { n: line.record.version })}</small>}</div> },
    { key: 'grades', heading: t('inspections.sign.grades'), value: ({ record }) => record?.counts.unknown ?? null, cell: ({ record }) => (record ? <GradeBar counts={record.counts} /> : reads ? <span className="mut">{t('inspections.count.nobody')}</span> : null) },
    { key: 'on', heading: t('inspections.record.on'), value: ({ record }) => record?.inspected_on ?? '', cell: ({ record }) => (record?.inspected_on ? <div>{dayWords(record.inspected_on)}{record.signed_by && <small>{t('inspections.record.signedBy', { who: record.signed_by })}</small>}</div> : null) },
    { key: 'acts', heading: t('inspections.acts'), fixed: true, value: () => '', cell: act },
  ];
  const rows = lines.filter((line) => shown === '' || stateOf(line) === shown).sort((a, b) => ['none', 'draft', 'signed'].indexOf(stateOf(a)) - ['none', 'draft', 'signed'].indexOf(stateOf(b)) || a.subject.unit_name.localeCompare(b.subject.unit_name, 'vi'));
  return (
    <>
      {!reads && <p className="hint">{t('inspections.record.ownOnly')}</p>}
      <fieldset className="kindchips" hidden={!reads}>
        <legend>{t('inspections.record.filter')}</legend>
        {(['', 'none', 'draft', 'signed'] as const).map((state) => <button key={state} type="button" className="btn s" aria-pressed={shown === state} onClick={() => setShown(state)} data-filter={state || 'all'}>{state === '' ? t('inspections.record.all', { n: lines.length }) : `${t(`inspections.record.state.${state}`)} ${count(state)}`}</button>)}
      </fieldset>
      <DataTable caption={t('inspections.campaign.parts.units')} columns={columns} rows={rows} rowKey={({ subject }) => subject.key} empty={<p>{t('inspections.record.noneSo')}</p>} />
    </>
  );
}

function About({ inspection }: { inspection: Inspection }) {
  const { t, loc } = useWords();
  return (
    <section className="block">
      <dl className="cya">
        <Row name={t('inspections.campaign.orderedBy')}>{inspection.ordered_by_name}</Row>
        <Row name={t('inspections.campaign.decision')}>{inspection.decision ? <>{t('inspections.campaign.decisionOf', { number: inspection.decision.number, day: dayWords(inspection.decision.signed_on) })}{inspection.decision.signer && <small>{inspection.decision.signer}</small>}</> : t('inspections.campaign.noDecision')}</Row>
        <Row name={t('inspections.campaign.days')}>{dayWords(inspection.first_day)} – {dayWords(inspection.last_day)}</Row>
        <Row name={t('inspections.campaign.leader')}>{personName(inspection.leader)}{inspection.leader.account && <small>{t('inspections.campaign.accountOf', { name: inspection.leader.account })}</small>}</Row>
        <Row name={t('inspections.campaign.members')}>{inspection.members.length === 0 ? '–' : <ul>{inspection.members.map((member, i) => <li key={i}>{personName(member)}{member.account && <small>{t('inspections.campaign.accountOf', { name: member.account })}</small>}</li>)}</ul>}</Row>
        <Row name={t('inspections.campaign.template')}>{loc(inspection.template_name)}<small>{t('inspections.campaign.pointsOf', { count: inspection.points.length })}</small></Row>
        <Row name={t('inspections.ladder.title')}><ol>{inspection.reminders.map((step) => <li key={step.level}>{t(step.level === 1 ? 'inspections.ladder.first' : 'inspections.ladder.next', { level: step.level, days: step.after_days, to: t(`inspections.to.${step.to}`) })}</li>)}</ol></Row>
        <Row name={t('inspections.campaign.note')}><span className="pre">{inspection.note || '–'}</span></Row>
      </dl>
    </section>
  );
}
