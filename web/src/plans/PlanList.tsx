import { CalendarPlus, FilePlus2, Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { Office } from '../app/Office';
import { useWords } from '../i18n';
import { FromDevice } from '../offline/FromDevice';
import { Waiting } from '../shared/Failure';
import { Select } from '../shared/form/Select';
import { folded } from '../shared/format';
import { DataTable, type Column } from '../shared/table/DataTable';
import { dayText } from './days';
import { NewPlan } from './NewPlan';
import { usePlans, useRights } from './planQueries';
import { RollOver } from './RollOver';
import { StageTag } from './StageTag';
import type { PlanItem, Stage } from './types';

const STAGES: Stage[] = ['draft', 'returned', 'submitted', 'appraised'];

/** Every plan, what is in force and what is being written side by side. Filters live in the address, to be sent on. */
export default function PlanList() {
  const { t, loc } = useWords();
  const plans = usePlans();
  const { account, may } = useRights(null);
  const [query, setQuery] = useSearchParams();
  const [open, setOpen] = useState<'new' | 'roll' | null>(null);
  const filter = { text: query.get('q') ?? '', hazard: query.get('hazard') ?? '', stage: query.get('stage') ?? '' };
  const set = (name: string, value: string) => setQuery((before) => { const next = new URLSearchParams(before); if (value) next.set(name, value); else next.delete(name); return next; }, { replace: true });
  const all = plans.data ?? [];
  const shown = useMemo(() => all.filter((plan) => matches(plan, filter)), [all, filter.text, filter.hazard, filter.stage]);
  const hazards = useMemo(() => [...new Map(all.map((plan) => [plan.hazard, plan.hazard_name])).entries()].map(([value, name]) => ({ value, name: loc(name) })), [all, loc]);
  const columns: Column<PlanItem>[] = [
    { key: 'unit', heading: t('plan.plan'), main: true, value: (p) => p.unit_name, cell: (p) => <><Link href={`/plans/${p.id}`}>{p.unit_name} · {loc(p.hazard_name)}</Link><small>{p.code}</small></> },
    {
      key: 'force', heading: t('plan.list.inForce'), value: (p) => p.in_force?.approval?.effective_from ?? null,
      cell: (p) => p.in_force
        ? <span><Link href={`/plans/${p.id}/versions/${p.in_force.number}`}>{t('plan.versionN', { n: p.in_force.number })}</Link>{p.in_force.approval && <small>{p.in_force.approval.number} · {t('plan.fromDay', { day: dayText(p.in_force.approval.effective_from) })}</small>}</span>
        : <span className="tag unk">{t('plan.list.nothing')}</span>,
    },
    {
      key: 'open', heading: t('plan.list.open'), value: (p) => (p.open ? loc(p.open.stage_name) : ''),
      cell: (p) => p.open && <span className="row wrap"><Link href={`/plans/${p.id}/versions/${p.open.n}`}>{t('plan.versionN', { n: p.open.n })}</Link><StageTag stage={p.open.stage} name={p.open.stage_name} /></span>,
    },
    { key: 'review', heading: t('plan.reviewBy'), value: (p) => p.in_force?.review_by ?? '', cell: (p) => dayText(p.in_force?.review_by) || <span className="mut2">{t('plan.noDate')}</span> },
  ];
  return (
    <Office
      title={t('plan.title')}
      lead={t('plan.lead')}
      act={may('edit_plan') && <span className="row wrap headacts"><button type="button" className="btn" onClick={() => setOpen('roll')} data-act="roll-over"><CalendarPlus aria-hidden className="i" />{t('plan.roll.open1')}</button><button type="button" className="btn pri" onClick={() => setOpen('new')} data-act="new-plan"><FilePlus2 aria-hidden className="i" />{t('plan.new.act')}</button></span>}
      tools={
        <div className="filters">
          <div className="fld inline find"><label htmlFor="plan-find">{t('plan.list.find')}</label><Search aria-hidden className="i" /><input id="plan-find" className="inp" value={filter.text} onChange={(e) => set('q', e.target.value)} /></div>
          <Select inline label={t('plan.hazard')} value={filter.hazard} onChange={(e) => set('hazard', e.target.value)} options={[{ value: '', name: t('filter.all') }, ...hazards]} />
          <Select inline label={t('plan.stage')} value={filter.stage} onChange={(e) => set('stage', e.target.value)} options={[{ value: '', name: t('filter.all') }, { value: 'none', name: t('plan.list.noForce') }, ...STAGES.map((stage) => ({ value: stage, name: t(`plan.stages.${stage}`) }))]} />
          {(filter.text || filter.hazard || filter.stage) && <button type="button" className="btn" onClick={() => setQuery({}, { replace: true })}>{t('filter.clear')}</button>}
        </div>
      }
    >
      {plans.broughtAt && <FromDevice at={plans.broughtAt} />}
      {plans.data
        ? <DataTable caption={t('plan.title')} columns={columns} rows={shown} rowKey={(p) => p.id} file={t('plan.file')} sorted={{ key: 'unit' }} empty={<p>{all.length === 0 ? t('plan.list.none') : t('filter.nothing')}</p>} />
        : <Waiting error={plans.error} retry={() => void plans.refetch()} />}
      {open === 'new' && <NewPlan onClose={() => setOpen(null)} />}
      {open === 'roll' && <RollOver plans={all} unit={account?.unit_code ?? null} onClose={() => setOpen(null)} />}
    </Office>
  );
}

function matches(plan: PlanItem, { text, hazard, stage }: { text: string; hazard: string; stage: string }): boolean {
  const hay = folded(`${plan.unit_name} ${plan.code} ${plan.hazard_name.vi} ${plan.in_force?.title ?? ''} ${plan.in_force?.approval?.number ?? ''}`);
  return (hazard === '' || plan.hazard === hazard)
    && (stage === '' || (stage === 'none' ? !plan.in_force : plan.open?.stage === stage))
    && folded(text).split(/\s+/).every((word) => hay.includes(word));
}
