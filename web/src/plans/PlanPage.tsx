import { FilePen, FilePlus2, GitCompareArrows, Megaphone, Route } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Office } from '../app/Office';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { failureWords, Waiting } from '../shared/Failure';
import { moment } from '../shared/format';
import { DemoTag } from '../shared/Tags';
import { useToast } from '../shared/Toast';
import { PlanFindings } from '../findings/PlanFindings';
import { beginVersion } from './acts';
import { dayText } from './days';
import { planKeys, usePlan, useRights, useVersion } from './planQueries';
import { StageTag } from './StageTag';
import { StepSheet } from './StepSheet';
import type { Plan, VersionItem } from './types';

/** One plan through its versions: what holds, what is being written, and how each came to be. */
export default function PlanPage({ id }: { id: string }) {
  const { t, loc } = useWords();
  const plan = usePlan(id);
  const crumbs = [{ href: '/plans', name: t('plan.title') }];
  if (!plan.data) return <Office title={t('plan.plan')} crumbs={crumbs}><Waiting error={plan.error} retry={() => void plan.refetch()} /></Office>;
  return (
    <Office
      title={`${plan.data.unit_name} · ${loc(plan.data.hazard_name)}`}
      crumbs={crumbs}
      lead={<span className="row wrap"><span>{plan.data.code}</span>{plan.data.demonstration && <DemoTag />}</span>}
      act={<MainAct plan={plan.data} />}
    >
      <p className="row wrap noprint">
        {plan.data.in_force && <Link href={`/kich-hoat?phuong-an=${id}`} className="btn" data-act="begin"><Megaphone aria-hidden className="i" />{t('plan.activate')}…</Link>}
        <Link href={`/plans/${id}/allocations`} className="btn" data-act="allocate"><Route aria-hidden className="i" />{t('arrange.propose')}…</Link>
      </p>
      <Clashes plan={plan.data} />
      <Versions plan={plan.data} />
    </Office>
  );
}

/** Going on with the open version, or beginning one: there is never more than one open. */
function MainAct({ plan }: { plan: Plan }) {
  const { t } = useWords();
  const [, go] = useLocation();
  const say = useToast();
  const client = useQueryClient();
  const { may } = useRights(plan.unit_code);
  const [busy, setBusy] = useState(false);
  if (plan.open) return <Link href={`/plans/${plan.id}/versions/${plan.open.n}`} className="btn pri"><FilePen aria-hidden className="i" />{t('plan.openDraft', { n: plan.open.n })}</Link>;
  if (!may('edit_plan')) return null;
  const begin = async () => {
    setBusy(true);
    try {
      const begun = await beginVersion(plan.id);
      void client.invalidateQueries({ queryKey: planKeys.all });
      go(`/plans/${plan.id}/versions/${begun.n}`);
    } catch (reason) {
      say({ tone: 'fault', text: failureWords(reason, t, true) });
      setBusy(false);
    }
  };
  return <button type="button" className="btn pri" disabled={busy} onClick={() => void begin()} data-act="begin-version"><FilePlus2 aria-hidden className="i" />{t('plan.beginVersion')}</button>;
}

/** What contradicts the version in force, and what would contradict the one being written. */
function Clashes({ plan }: { plan: Plan }) {
  const { t } = useWords();
  const [inForce, open] = [plan.in_force?.number, plan.open?.n];
  if (inForce === undefined && open === undefined) return null;
  return (
    <section className="block planfinds" aria-labelledby="plan-clashes">
      <h3 id="plan-clashes">{t('findings.plan.title')}</h3>
      <div className="planfinds-two">
        {inForce !== undefined && <PlanFindings plan={plan.id} n={inForce} title={t('findings.plan.inForce', { n: inForce })} short />}
        {open !== undefined && <PlanFindings plan={plan.id} n={open} title={t('findings.plan.asIfN', { n: open })} short />}
      </div>
    </section>
  );
}

function Versions({ plan }: { plan: Plan }) {
  const { t } = useWords();
  const versions = [...plan.versions].sort((a, b) => b.n - a.n);
  const inForce = versions.find((v) => v.in_force);
  const newest = versions[0];
  const [from, setFrom] = useState(String((inForce && inForce !== newest ? inForce : versions[1])?.n ?? ''));
  const [to, setTo] = useState(String(newest?.n ?? ''));
  return (
    <div className="planpage">
      <section className="block" aria-labelledby="plan-history">
        <h3 id="plan-history">{t('plan.history')}</h3>
        <ol className="vline">{versions.map((version, i) => <VersionLine key={version.id} plan={plan} version={version} open={i === 0} />)}</ol>
      </section>
      {versions.length > 1 && (
        <section className="block narrow" aria-labelledby="plan-compare">
          <h3 id="plan-compare">{t('plan.compare.title')}</h3>
          <p className="mut sm">{t('plan.compare.lead')}</p>
          <div className="pair-f">
            <VersionPick label={t('plan.compare.from')} versions={versions} value={from} onChange={setFrom} />
            <VersionPick label={t('plan.compare.to')} versions={versions} value={to} onChange={setTo} />
          </div>
          {from !== to ? <Link className="btn" href={`/plans/${plan.id}/compare?from=${from}&to=${to}`} data-act="compare"><GitCompareArrows aria-hidden className="i" />{t('plan.compare.act', { from, to })}</Link> : <p className="errmsg">{t('plan.compare.same')}</p>}
        </section>
      )}
    </div>
  );
}

function VersionPick({ label, versions, value, onChange }: { label: string; versions: VersionItem[]; value: string; onChange: (n: string) => void }) {
  const { t, loc } = useWords();
  return (
    <div className="fld">
      <label>{label}
        <select className="inp" value={value} onChange={(e) => onChange(e.target.value)}>
          {versions.map((v) => <option key={v.id} value={v.n}>{t('plan.versionN', { n: v.n })} · {v.in_force ? t('plan.inForce') : loc(v.status_name)}</option>)}
        </select>
      </label>
    </div>
  );
}

function VersionLine({ plan, version, open }: { plan: Plan; version: VersionItem; open: boolean }) {
  const { t } = useWords();
  const { may } = useRights(plan.unit_code);
  const [shown, setShown] = useState(open);
  const [withdrawing, setWithdrawing] = useState(false);
  const { approval, withdrawal } = version;
  return (
    <li className={version.in_force ? 'here' : version.status}>
      <div className="vline-h">
        <Link href={`/plans/${plan.id}/versions/${version.n}`}><b>{t('plan.versionN', { n: version.n })}</b></Link>
        <StageTag stage={version.status} name={version.status_name} inForce={version.in_force} />
        <span className="grow" />
        {version.status === 'approved' && may('approve_plan') && <button type="button" className="btn s" onClick={() => setWithdrawing(true)} data-act="withdraw">{t('plan.step.withdraw.short')}</button>}
      </div>
      <p>{version.title}</p>
      {approval && <p className="mut">{t('plan.approvedBy', { number: approval.number, day: dayText(approval.date), signer: approval.signer })} {t('plan.fromDayLong', { day: dayText(approval.effective_from) })}{version.review_by ? ` ${t('plan.reviewByDay', { day: dayText(version.review_by) })}` : ''}</p>}
      {withdrawal && <p className="danger">{t('plan.withdrawnOn', { day: dayText(withdrawal.on), reason: withdrawal.reason })}</p>}
      <details open={shown} onToggle={(e) => setShown(e.currentTarget.open)}>
        <summary>{t('plan.stepsOf')}</summary>
        {shown && <Steps plan={plan.id} n={version.n} />}
      </details>
      {withdrawing && <StepSheet plan={plan.id} n={version.n} step="withdraw" onClose={() => setWithdrawing(false)} />}
    </li>
  );
}

function Steps({ plan, n }: { plan: string; n: number }) {
  const { t } = useWords();
  const version = useVersion(plan, n);
  if (!version.data) return <Waiting error={version.error} retry={() => void version.refetch()} />;
  if (version.data.steps.length === 0) return <p className="mut sm">{t('plan.noSteps')}</p>;
  return <StepList steps={version.data.steps} />;
}

export function StepList({ steps }: { steps: { at: string; by: string; step: keyof PlanStepWords; remark: string | null }[] }) {
  const { t } = useWords();
  const now = useNow(60_000);
  return (
    <ol className="steplist">
      {steps.map((step, i) => (
        <li key={i} className={step.step}>
          <time dateTime={step.at}>{moment(step.at, now)}</time>
          <span><b>{t(`plan.did.${step.step}`)}</b> · {step.by}{step.remark && <q>{step.remark}</q>}</span>
        </li>
      ))}
    </ol>
  );
}
type PlanStepWords = Record<'begin' | 'submit' | 'return' | 'appraise' | 'approve' | 'withdraw', string>;
