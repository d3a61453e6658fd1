import { ChevronLeft, ChevronRight, CircleAlert, ListTree, MessagesSquare, Printer } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { Office } from '../../app/Office';
import { useWords } from '../../i18n';
import { MergeScreen } from '../../shared/edit/MergeScreen';
import { Dialog } from '../../shared/Dialog';
import { Failure } from '../../shared/Failure';
import { useDesktop } from '../../shared/media';
import { DemoTag } from '../../shared/Tags';
import { dayText } from '../days';
import { zoneIn } from '../arrangements/model';
import { reveal } from '../arrangements/reveal';
import { belongs, markOf, partsOf, type Part } from '../outline';
import { planKeys, useComments, useCompleteness, usePlanZones, useRights } from '../planQueries';
import { isEditable, isOpen, stepsFor } from '../stages';
import { StageTag } from '../StageTag';
import { StepSheet } from '../StepSheet';
import type { VersionStep } from '../acts';
import type { Plan, PlanForm, PlanZone, Version } from '../types';
import { Outline } from './Outline';
import { PartEditor } from './PartEditor';
import { partTitle } from './partWords';
import { ReadDocument } from './ReadDocument';
import { SaveBar } from './SaveBar';
import { ShowValue } from './ShowValue';
import { Side, type SideTab } from './Side';
import { useVersionEdit } from './useVersionEdit';

interface Props { plan: Plan; version: Version; form: PlanForm }
const NO_ZONES: PlanZone[] = [];

/** The three columns of the editor: the document's outline, the part in hand, and what is said about it. */
export function Desk({ plan, version, form }: Props) {
  const { t, loc } = useWords();
  const client = useQueryClient();
  const desktop = useDesktop();
  const { account, may } = useRights(plan.unit_code);
  const editable = isEditable(version.status) && may('edit_plan');
  const edit = useVersionEdit(version, account?.id ?? 'nobody');
  const completeness = useCompleteness(version).data;
  const comments = useComments(version.plan_id, version.n).data?.items ?? [];
  const zones = usePlanZones(version.plan_id, version.n, version.revision).data ?? NO_ZONES;
  const parts = useMemo(() => partsOf(form), [form]);
  const [query, setQuery] = useSearchParams();
  const [side, setSide] = useState<SideTab>('missing');
  const [drawer, setDrawer] = useState(false);
  const [step, setStep] = useState<VersionStep | null>(null);
  const known = { completeness, comments, edits: edit.edits, faults: edit.faults };
  const at = parts.findIndex((part) => part.pointer === query.get('part'));
  const part = parts[at] ?? (desktop ? parts[0] : undefined);

  const go = (to: Part | undefined) => {
    setQuery(to ? { part: to.pointer } : {});
    if (!editable && to) document.getElementById(`part${to.pointer}`)?.scrollIntoView({ block: 'start' });
    else document.getElementById('main')?.scrollTo({ top: 0 });
    if (!desktop && to && editable) scrollTo({ top: 0 });
  };
  const goTo = (pointer: string) => {
    setDrawer(false);
    const to = parts.find((each) => belongs(pointer, each));
    const zone = to?.kind === 'arrangements' ? zoneIn(pointer) : null;
    go(to);
    if (!to || !zone) return;
    setQuery({ part: to.pointer, zone });
    reveal(pointer);
  };
  const talk = (of: Part | undefined, tab: SideTab) => { if (of) setQuery({ part: of.pointer }, { replace: true }); setSide(tab); setDrawer(true); };
  const save = () => void edit.save();
  const mayComment = isOpen(version.status) && may('comment_plan');
  const openComments = comments.filter((each) => !each.settled_at && !each.reply_to).length;
  const sidePanel = <Side tab={side} onTab={setSide} version={version} part={part} comments={comments} completeness={completeness} mayComment={mayComment} judges={may('appraise_plan') || may('approve_plan')} onGo={goTo} />;

  // A long part is saved from far below: what was refused is said where it is seen.
  useEffect(() => { if (edit.faults.length > 0) document.querySelector('.errsum')?.scrollIntoView({ block: 'center' }); }, [edit.error]);

  const steps = stepsFor(version.status, may);
  const title = edit.content.title || t('plan.untitled');
  // A table needs the room of the third column; what is said about it then opens over it.
  const tabular = editable && (part?.kind === 'annex' || part?.kind === 'tasks' || part?.kind === 'zones' || part?.kind === 'arrangements');
  const phonePart = !desktop && editable && at >= 0;
  return (
    <Office
      title={title}
      tab={`${title} · ${t('plan.versionN', { n: version.n })}`}
      crumbs={phonePart ? [{ href: `/plans/${plan.id}/versions/${version.n}`, name: t('plan.editor.outline') }] : [{ href: '/plans', name: t('plan.title') }, { href: `/plans/${plan.id}`, name: `${plan.unit_name} · ${loc(plan.hazard_name)}` }]}
      lead={
        <span className="row wrap">
          <b>{t('plan.versionN', { n: version.n })}</b>
          <StageTag stage={version.status} name={version.status_name} inForce={plan.in_force?.number === version.n} />
          {version.approval && <span>{t('plan.approvedBy', { number: version.approval.number, day: dayText(version.approval.date), signer: version.approval.signer })}</span>}
          {plan.demonstration && <DemoTag />}
        </span>
      }
      act={
        <span className="row wrap headacts noprint">
          {editable && desktop && !edit.conflict && <SaveBar edit={edit} onSave={save} />}
          {!editable && <button type="button" className="btn" onClick={() => print()}><Printer aria-hidden className="i" />{t('plan.print')}</button>}
          {!phonePart && steps.map((each) => (
            <button
              key={each} type="button" className={each === steps[0] && each !== 'return' && each !== 'withdraw' && !edit.dirty ? 'btn pri' : 'btn'} disabled={edit.dirty}
              title={edit.dirty ? t('plan.saveFirst') : undefined} onClick={() => setStep(each)} data-act={each}
            >
              {t(`plan.step.${each}.short`)}
            </button>
          ))}
        </span>
      }
    >
      {edit.found && <p className="ban info noprint">{t('plan.draftFound')}</p>}
      {edit.faults.length > 0 && (
        <div className="errsum" role="alert">
          <h3>{t('form.mend', { count: edit.faults.length })}</h3>
          <ul>{edit.faults.map((fault) => <li key={fault.pointer + fault.detail}><button type="button" className="linkb" onClick={() => goTo(fault.pointer)}>{partTitle(parts.find((each) => belongs(fault.pointer, each)), t, loc)}: {fault.detail}</button></li>)}</ul>
        </div>
      )}
      {edit.error !== null && edit.faults.length === 0 && <Failure error={edit.error} saving retry={save} />}
      {edit.conflict
        ? (
          <MergeScreen
            conflict={edit.conflict} mine={edit.value} saving={edit.saving}
            show={(value, pointer) => <ShowValue value={value} pointer={pointer} form={form} />}
            onJoin={(choices) => void edit.join(choices)}
            onBack={() => { edit.notYet(); void client.invalidateQueries({ queryKey: planKeys.version(version.plan_id, version.n) }); }}
          />
        )
        : (
          <div className={editable ? (tabular ? 'ped tabular' : 'ped') : 'ped reading'}>
            {(desktop || !phonePart) && (
              <nav className="ped-out noprint" aria-label={t('plan.editor.outline')}>
                {!desktop && !editable ? <details><summary className="btn"><ListTree aria-hidden className="i" />{t('plan.editor.outline')}</summary><Outline parts={parts} here={part} mark={(each) => markOf(each, known)} completeness={completeness} onGo={go} /></details>
                  : <Outline parts={parts} here={part} mark={(each) => markOf(each, known)} completeness={completeness} onGo={go} />}
              </nav>
            )}
            {(desktop || phonePart || !editable) && (
              <div className="ped-mid" inert={edit.saving}>
                {editable && part
                  ? <>
                      <PartEditor key={part.pointer} part={part} plan={plan} version={version} form={form} zones={zones} edit={edit} completeness={completeness} comments={markOf(part, known).comments} onTalk={(tab) => talk(part, tab)} />
                      <Turn parts={parts} at={Math.max(at, 0)} onGo={go} />
                    </>
                  : <ReadDocument parts={parts} version={version} form={form} zones={zones} mark={(each) => markOf(each, known)} mayComment={mayComment} onTalk={(each) => talk(each, 'comments')} />}
              </div>
            )}
            {desktop && <aside className="ped-side noprint" aria-label={t('plan.editor.side')}>{sidePanel}</aside>}
          </div>
        )}
      <button type="button" className={tabular ? 'btn ped-drawer always noprint' : 'btn ped-drawer noprint'} onClick={() => setDrawer(true)}>
        {completeness && completeness.findings.length > 0 ? <CircleAlert aria-hidden className="i" /> : <MessagesSquare aria-hidden className="i" />}
        {t('plan.editor.drawer', { findings: completeness?.findings.length ?? 0, comments: openComments })}
      </button>
      {editable && !desktop && (edit.dirty || edit.saving) && <div className="savedock noprint"><SaveBar edit={edit} onSave={save} /></div>}
      {drawer && <Drawer beside={!tabular} onClose={() => setDrawer(false)}>{sidePanel}</Drawer>}
      {step && <StepSheet plan={plan.id} n={version.n} step={step} onClose={() => setStep(null)} />}
    </Office>
  );
}

/** Where there is no room for a third column, it opens over the others; where there is, it is already in view. */
function Drawer({ beside, children, onClose }: { beside: boolean; children: ReactNode; onClose: () => void }) {
  const { t } = useWords();
  const roomy = beside && matchMedia('(min-width: 1280px)').matches;
  if (roomy) return null;
  return <Dialog title={t('plan.editor.side')} onClose={onClose}><div className="dlg-b drawer">{children}</div></Dialog>;
}

function Turn({ parts, at, onGo }: { parts: Part[]; at: number; onGo: (part: Part | undefined) => void }) {
  const { t, loc } = useWords();
  const [before, after] = [parts[at - 1], parts[at + 1]];
  return (
    <div className="turn">
      {before ? <button type="button" className="btn" onClick={() => onGo(before)}><ChevronLeft aria-hidden className="i" /><span>{partTitle(before, t, loc)}</span></button> : <span />}
      {after && <button type="button" className="btn" onClick={() => onGo(after)}><span>{partTitle(after, t, loc)}</span><ChevronRight aria-hidden className="i" /></button>}
    </div>
  );
}
