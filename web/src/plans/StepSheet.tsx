import { CircleAlert, MessageSquare } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '../api/problem';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { Dialog } from '../shared/Dialog';
import { Waiting } from '../shared/Failure';
import { Field } from '../shared/Field';
import { number } from '../shared/format';
import { useToast } from '../shared/Toast';
import { usePlanFindings } from '../findings/findingQueries';
import { ClashCounts, CriticalOf } from '../findings/PlanFindings';
import { takeStep, type VersionStep } from './acts';
import { dayFromText } from './days';
import { planKeys, useComments, useCompleteness, usePlan, useRights, useVersion } from './planQueries';
import type { Comment, Completeness, Plan, Version } from './types';

interface Props { plan: string; n: number; step: VersionStep; onClose: () => void }

/** Submitting, returning, appraising, approving, withdrawing: what, which version, in what state, and by whom. */
export function StepSheet({ plan: id, n, step, onClose }: Props) {
  const { t } = useWords();
  const plan = usePlan(id);
  const version = useVersion(id, n);
  if (!plan.data || !version.data) {
    return <Dialog title={t('checkAnswers')} onClose={onClose}><div className="dlg-b"><Waiting error={plan.error ?? version.error} retry={() => void Promise.all([plan.refetch(), version.refetch()])} /></div></Dialog>;
  }
  return <Sheet plan={plan.data} version={version.data} step={step} onClose={onClose} />;
}

const PAPER = { number: '', date: '', signer: '', effective_from: '' };
type Paper = typeof PAPER;

function Sheet({ plan, version, step, onClose }: { plan: Plan; version: Version; step: VersionStep; onClose: () => void }) {
  const { t, loc } = useWords();
  const client = useQueryClient();
  const say = useToast();
  const { account } = useRights(plan.unit_code);
  const completeness = useCompleteness(version).data;
  const comments = useComments(version.plan_id, version.n).data;
  const clashes = usePlanFindings(version.plan_id, version.n, version.revision).data;
  const [paper, setPaper] = useState<Paper>(PAPER);
  const [faults, setFaults] = useState<Partial<Paper>>({});
  const approving = step === 'approve';
  const open = (comments?.items ?? []).filter((each) => !each.settled_at && !each.reply_to);
  const day = dayFromText(paper.effective_from);
  const act = approving && paper.number.trim() && day
    ? t('plan.step.approve.actFull', { n: version.n, number: paper.number.trim(), day: paper.effective_from.trim() })
    : t(`plan.step.${step}.act`, { n: version.n });
  const needed = step === 'return' || step === 'withdraw';

  const go = async (remark: string) => {
    const date = dayFromText(paper.date);
    if (approving) {
      const missing: Partial<Paper> = {
        ...(paper.number.trim() === '' && { number: t('plan.paper.numberNeeded') }),
        ...(!date && { date: t('plan.paper.dayWrong') }),
        ...(paper.signer.trim() === '' && { signer: t('plan.paper.signerNeeded') }),
        ...(!day && { effective_from: t('plan.paper.dayWrong') }),
      };
      setFaults(missing);
      if (Object.keys(missing).length > 0) throw new Mend(t('plan.paper.mend', { count: Object.keys(missing).length }));
    }
    try {
      const after = await takeStep(version, step, {
        ...(remark && { remark }),
        ...(approving && date && day && { number: paper.number.trim(), date, signer: paper.signer.trim(), effective_from: day }),
      });
      client.setQueryData(planKeys.version(version.plan_id, version.n), after);
      void client.invalidateQueries({ queryKey: planKeys.all });
      void client.invalidateQueries({ queryKey: ['coverage'] });
      say({ tone: 'done', text: t(`plan.step.${step}.done`, { n: version.n }) });
    } catch (reason) {
      if (reason instanceof Problem) {
        setFaults(Object.fromEntries(reason.errors.map((error) => [error.pointer.slice(1), error.detail])));
        if (reason.stale) void client.invalidateQueries({ queryKey: planKeys.version(version.plan_id, version.n) });
        throw new Problem(reason.status, { ...reason.members, detail: [reason.message, nextStep(reason, t)].filter(Boolean).join(' ') });
      }
      throw reason;
    }
  };
  return (
    <ConfirmSheet
      act={act}
      tone={step === 'withdraw' || step === 'return' ? 'dan' : 'pri'}
      answers={[
        { name: t('plan.plan'), value: <>{version.title}<small>{plan.unit_name} · {loc(plan.hazard_name)} · {plan.code}</small></> },
        { name: t('plan.version'), value: <>{t('plan.versionN', { n: version.n })}<small>{loc(version.status_name)}</small></> },
        ...(step === 'withdraw' ? [] : [
          { name: t('plan.complete.title'), value: <Score completeness={completeness} /> },
          ...(clashes ? [{ name: t('findings.plan.title'), value: <ClashCounts of={clashes} /> }] : []),
          { name: t('plan.comments.title'), value: comments ? t('plan.comments.open', { count: open.length }) : t('loading') },
        ]),
        { name: t('plan.step.who'), value: account ? <>{account.display_name}<small>{account.unit_name ?? t(`role.${account.role}`)}</small></> : t('unknown') },
        { name: t('plan.step.then'), value: t(`plan.step.${step}.then`) },
      ]}
      remark={{ label: t('plan.step.remark'), hint: t(`plan.step.${step}.remarkHint`), needed: needed ? t('plan.step.remarkNeeded') : undefined }}
      onAct={go}
      onClose={onClose}
    >
      {clashes && (approving || step === 'appraise' || step === 'submit') && <CriticalOf found={clashes} />}
      {completeness && step !== 'withdraw' && <Findings completeness={completeness} />}
      {(approving || step === 'appraise') && open.length > 0 && <OpenComments comments={open} blocking={approving} />}
      {approving && <PaperFields paper={paper} faults={faults} onChange={(next) => { setPaper(next); setFaults({}); }} />}
    </ConfirmSheet>
  );
}

/** What the form itself found; said like a refusal of the server, and the fields carry the words. */
class Mend extends Problem {
  constructor(words: string) { super(422, { detail: words }); }
}

function nextStep(problem: Problem, t: ReturnType<typeof useWords>['t']): string {
  if (problem.is('own-draft')) return t('plan.refused.ownDraft');
  if (problem.is('open-comments')) return t('plan.refused.openComments');
  if (problem.is('wrong-stage')) return t('plan.refused.wrongStage');
  return '';
}

export function Score({ completeness }: { completeness: Completeness | null | undefined }) {
  const { t, lang, loc } = useWords();
  if (!completeness) return <>{t(completeness === null ? 'plan.complete.unknown' : 'loading')}</>;
  return <>{t('plan.complete.score', { score: number(completeness.score, lang, 0) })}<small>{loc(completeness.sentence)}</small></>;
}

const SHOWN = 8;
function Findings({ completeness }: { completeness: Completeness }) {
  const { t, loc } = useWords();
  const grave = completeness.findings.filter((finding) => finding.severity !== 'low');
  if (grave.length === 0) return null;
  const critical = grave.filter((finding) => finding.severity === 'high').length;
  const sorted = [...grave].sort((a, b) => Number(b.severity === 'high') - Number(a.severity === 'high'));
  return (
    <Banner tone={critical > 0 ? 'dan' : 'warn'} icon={CircleAlert}>
      <b>{t('plan.complete.open', { count: grave.length })}</b>
      <ul className="dots">{sorted.slice(0, SHOWN).map((finding, i) => <li key={i}>{loc(finding.message).includes(loc(finding.label)) ? '' : `${loc(finding.label)}: `}{loc(finding.message)}</li>)}</ul>
      {grave.length > SHOWN && <p>{t('plan.andMore', { count: grave.length - SHOWN })}</p>}
    </Banner>
  );
}

function OpenComments({ comments, blocking }: { comments: Comment[]; blocking: boolean }) {
  const { t, loc } = useWords();
  return (
    <Banner tone={blocking ? 'dan' : 'warn'} icon={MessageSquare}>
      <b>{t('plan.comments.open', { count: comments.length })}</b>{blocking && <> {t('plan.comments.blocking')}</>}
      <ul className="dots">{comments.slice(0, SHOWN).map((each) => <li key={each.id}>{loc(each.label)}: “{each.body}” ({each.by})</li>)}</ul>
    </Banner>
  );
}

function PaperFields({ paper, faults, onChange }: { paper: Paper; faults: Partial<Paper>; onChange: (paper: Paper) => void }) {
  const { t } = useWords();
  const field = (key: keyof Paper, hint?: string) => ({ label: t(`plan.paper.${key}`), hint, error: faults[key], value: paper[key], onChange: (e: { target: { value: string } }) => onChange({ ...paper, [key]: e.target.value }) });
  return (
    <fieldset className="paper">
      <legend>{t('plan.paper.title')}</legend>
      <div className="pair-f">
        <Field {...field('number', t('plan.paper.numberHint'))} autoComplete="off" />
        <Field {...field('date', t('plan.paper.dayHint'))} inputMode="numeric" autoComplete="off" />
        <Field {...field('signer', t('plan.paper.signerHint'))} autoComplete="off" />
        <Field {...field('effective_from', t('plan.paper.dayHint'))} inputMode="numeric" autoComplete="off" />
      </div>
    </fieldset>
  );
}
