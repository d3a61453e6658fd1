import './allocation.css';
import { Lightbulb } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { Gate } from '../../accounts/Gate';
import { proposeAllocation, useAllocations, type AllocationHead } from '../../api/allocation';
import { useSession } from '../../api/queries';
import { Office } from '../../app/Office';
import { useWords } from '../../i18n';
import { Banner } from '../../shared/Banner';
import { useNow } from '../../shared/clock';
import { Waiting } from '../../shared/Failure';
import { moment, number } from '../../shared/format';
import { ThresholdChip } from '../../shared/LevelChip';
import { DataTable, type Column } from '../../shared/table/DataTable';
import { Tag } from '../../shared/Tags';
import { kilometres } from '../arrangements/words';
import { usePlan, usePlanForm, useRights } from '../planQueries';
import type { Plan } from '../types';
import { AskForm } from './AskForm';

/** The proposals of one plan, and the form that makes one more. */
export default function AllocationsPage({ id }: { id: string }) {
  const { t, loc } = useWords();
  const plan = usePlan(id);
  const crumbs = [{ href: '/plans', name: t('plan.title') }, { href: `/plans/${id}`, name: plan.data ? `${plan.data.unit_name} · ${loc(plan.data.hazard_name)}` : t('plan.plan') }];
  return (
    <Office title={t('arrange.alloc.title')} lead={t('arrange.alloc.lead')} crumbs={crumbs}>
      <Banner tone="info" icon={Lightbulb}>{t('arrange.alloc.advice')}</Banner>
      <Gate>{plan.data ? <Work plan={plan.data} /> : <Waiting error={plan.error} retry={() => void plan.refetch()} />}</Gate>
    </Office>
  );
}

function Work({ plan }: { plan: Plan }) {
  const { t } = useWords();
  const client = useQueryClient();
  const [, go] = useLocation();
  const { may } = useRights(plan.unit_code);
  const mayHouseholds = useSession().data?.permissions.includes('read_households') ?? false;
  const form = usePlanForm(plan.hazard);
  const made = useAllocations(plan.id);
  const edits = may('edit_plan');
  return (
    <div className="allocs">
      {edits ? form.data && (
        <AskForm form={form.data} mayHouseholds={mayHouseholds} onAsk={async (ask) => {
          const proposal = await proposeAllocation(plan.id, ask);
          client.setQueryData(['allocation', proposal.id], proposal);
          void client.invalidateQueries({ queryKey: ['allocations', plan.id] });
          go(`/plans/${plan.id}/allocations/${proposal.id}`);
        }} />
      ) : <p className="ban info"><span className="grow">{t('arrange.alloc.mayNot')}</span></p>}
      <section className="block" aria-labelledby="alloc-made">
        <h3 id="alloc-made">{t('arrange.alloc.earlier')}</h3>
        {made.data ? <Made plan={plan} made={made.data} edits={edits} /> : <Waiting error={made.error} retry={() => void made.refetch()} />}
      </section>
    </div>
  );
}

function Made({ plan, made, edits }: { plan: Plan; made: AllocationHead[]; edits: boolean }) {
  const { t, lang } = useWords();
  const now = useNow(60_000);
  const n = (count: number) => number(count, lang, 0);
  const columns: Column<AllocationHead>[] = [
    { key: 'made', heading: t('arrange.alloc.col.made'), main: true, value: (a) => a.made_at, cell: (a) => <><Link href={`/plans/${plan.id}/allocations/${a.id}`}>{moment(a.made_at, now)}</Link><small>{a.made_by}</small></> },
    { key: 'level', heading: t('arrange.alloc.col.level'), value: (a) => a.level.value, cell: (a) => <ThresholdChip level={a.level} /> },
    { key: 'how', heading: t('arrange.alloc.col.how'), value: (a) => a.by, cell: (a) => t(a.by === 'zone' ? 'arrange.alloc.zoneWord' : 'arrange.alloc.householdWord') },
    { key: 'result', heading: t('arrange.alloc.col.result'), value: (a) => a.totals.missing, cell: (a) => (a.feasible ? <Tag tone="ok">{t('arrange.alloc.feasible')}</Tag> : <Tag tone="danger">{t('arrange.alloc.infeasible', { n: n(a.totals.missing) })}</Tag>) },
    { key: 'placed', heading: t('arrange.alloc.col.placed'), num: true, value: (a) => a.totals.placed, cell: (a) => n(a.totals.placed) },
    { key: 'longest', heading: t('arrange.alloc.col.longest'), num: true, value: (a) => a.totals.longest_m, cell: (a) => (a.totals.longest_m === null ? '–' : kilometres(a.totals.longest_m, lang)) },
    { key: 'taken', heading: t('arrange.alloc.col.taken'), num: true, value: (a) => a.accepted_rows, cell: (a) => t('arrange.alloc.takenOf', { taken: n(a.accepted_rows), rows: n(a.rows) }) },
  ];
  return <DataTable caption={t('arrange.alloc.earlier')} columns={columns} rows={made} rowKey={(a) => a.id} empty={<p>{t(edits ? 'arrange.alloc.none' : 'arrange.alloc.noneRead')}</p>} />;
}
