import { Plus } from 'lucide-react';
import { Link } from 'wouter';
import { useInspections, type InspectionSummary } from '../api/inspections';
import { Office } from '../app/Office';
import { useWords } from '../i18n';
import { Waiting } from '../shared/Failure';
import { number } from '../shared/format';
import { DataTable, type Column } from '../shared/table/DataTable';
import { DemoTag, Tag } from '../shared/Tags';
import { GradeBar } from './Grades';
import { RecordsBar } from './ProgressPart';
import { Tabs } from './Tabs';
import { useMayOrder } from './useMayOrder';
import { dayWords, personName } from './words';

/** Every inspection this person may read, how far it is, and what nobody has looked at yet. */
export default function CampaignList() {
  const { t, loc, lang } = useWords();
  const found = useInspections();
  const mayOrder = useMayOrder();
  const columns: Column<InspectionSummary>[] = [
    { key: 'name', heading: t('inspections.campaign.one'), main: true, value: (c) => c.name, cell: (c) => <><Link href={`/kiem-tra/dot/${c.id}`}>{c.name}</Link><small>{loc(c.template_name)}</small>{c.closing && <Tag>{t('inspections.closed.tag')}</Tag>}{c.demonstration && <DemoTag />}</> },
    { key: 'by', heading: t('inspections.campaign.orderedBy'), value: (c) => c.ordered_by_name, cell: (c) => <div>{c.ordered_by_name}<small>{personName(c.leader)}</small></div> },
    { key: 'days', heading: t('inspections.campaign.days'), value: (c) => c.first_day, cell: (c) => <span className="nw">{dayWords(c.first_day)} – {dayWords(c.last_day)}</span> },
    { key: 'decision', heading: t('inspections.campaign.decision'), value: (c) => c.decision?.number ?? '', cell: (c) => (c.decision ? <div>{c.decision.number}<small>{dayWords(c.decision.signed_on)}</small></div> : <span><Tag tone="warn">{t('inspections.campaign.paperLater')}</Tag></span>) },
    { key: 'records', heading: t('inspections.progress.records'), value: (c) => c.progress.signed / Math.max(1, c.progress.subjects), cell: (c) => <RecordsBar progress={c.progress} /> },
    { key: 'points', heading: t('inspections.progress.points'), value: (c) => c.progress.points.unknown, cell: (c) => <GradeBar counts={c.progress.points} /> },
    {
      key: 'tasks', heading: t('inspections.progress.tasks'), value: (c) => c.progress.tasks.overdue,
      cell: ({ id, progress: { tasks } }) => {
        const owed = tasks.open + tasks.sent_back + tasks.reported;
        if (owed + tasks.confirmed === 0) return <span className="mut">{t('inspections.progress.noTasks')}</span>;
        return <span className="insp-tasks"><Link href={`/kiem-tra/viec?dot=${id}`}>{t('inspections.progress.owed', { n: number(owed, lang), all: number(owed + tasks.confirmed, lang) })}</Link>{tasks.overdue > 0 && <Tag tone="danger">{t('inspections.progress.overdue', { n: number(tasks.overdue, lang) })}</Tag>}</span>;
      },
    },
  ];
  return (
    <Office title={t('inspections.title')} lead={t('inspections.lead')} tools={<Tabs />} act={mayOrder && <Link className="btn pri" href="/kiem-tra/dot/moi" data-act="order"><Plus aria-hidden className="i" />{t('inspections.campaign.order')}</Link>}>
      {found.data
        ? <DataTable caption={t('inspections.tabs.campaigns')} columns={columns} rows={found.data} rowKey={(c) => c.id} file="dot-kiem-tra" empty={<><p><b>{t('inspections.campaign.none')}</b></p><p>{t(mayOrder ? 'inspections.campaign.noneFirst' : 'inspections.campaign.noneWait')}</p></>} />
        : <Waiting error={found.error} retry={() => void found.refetch()} />}
    </Office>
  );
}
