import { Ban, FilePen, FilePlus2, FileText, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useWords } from '../i18n';
import type { L } from '../api/types';
import { dayText } from '../plans/days';
import { NewPlan } from '../plans/NewPlan';
import { useRights } from '../plans/planQueries';
import { isOpen } from '../plans/stages';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { useToast } from '../shared/Toast';
import { sayApplicable } from './coverageQueries';
import { StateMark } from './StateMark';
import type { CoverUnit } from './types';

interface Props { unit: CoverUnit; hazard: { code: string; name: L }; onDone: () => void }
const ROLES = ['admin', 'editor', 'appraiser', 'approver', 'official', 'viewer', 'integration'] as const;

/** One cell: what stands, who owes what by when, and what can be done about it here. */
export function CellPanel({ unit, hazard, onDone }: Props) {
  const { t, loc } = useWords();
  const say = useToast();
  const { may } = useRights(unit.code);
  const [open, setOpen] = useState<'new' | 'away' | 'back' | null>(null);
  const cell = unit.cells.find((each) => each.hazard === hazard.code) ?? { hazard: hazard.code, state: 'missing' as const };
  const version = cell.plan_id && cell.n ? `/plans/${cell.plan_id}/versions/${cell.n}` : null;
  const drafting = cell.stage ? isOpen(cell.stage) : cell.state === 'draft';
  const { owes } = cell;
  const role = owes && (typeof owes.role === 'string' ? ((ROLES as readonly string[]).includes(owes.role) ? t(`role.${owes.role as (typeof ROLES)[number]}`) : owes.role) : loc(owes.role));
  return (
    <div className="cpanel">
      <header className="head">
        <p className="eyebrow">{unit.name}</p>
        <h3 className="cap">{loc(hazard.name)}</h3>
        <p><StateMark state={cell.state} /></p>
      </header>
      <dl className="cya">
        <div><dt>{t('coverage.stands')}</dt><dd>{cell.state === 'missing' ? t('coverage.noPlan') : cell.state === 'not_applicable' ? (cell.reason ?? t('coverage.saidAway')) : drafting ? t('coverage.draftOf', { n: cell.n ?? 1, stage: cell.stage ? t(`plan.stages.${cell.stage}`) : '' }) : t('coverage.forceOf', { n: cell.n ?? 1, day: dayText(cell.effective_from) || t('unknown') })}{cell.stale_because && <small>{t(`coverage.because.${cell.stale_because}`)}</small>}{cell.open && <small>{t('coverage.alsoOpen', { n: cell.open.n, stage: t(`plan.stages.${cell.open.stage}`) })}</small>}</dd></div>
        {cell.state !== 'missing' && cell.state !== 'not_applicable' && <div><dt>{t('plan.reviewBy')}</dt><dd>{dayText(cell.review_by) || t('plan.noDate')}</dd></div>}
        <div><dt>{t('coverage.owes')}</dt><dd>{owes ? <>{t(`coverage.act.${owes.act}`)}<small>{t('coverage.owesWho', { role: role ?? '' })}{owes.due ? ` · ${t('coverage.dueDay', { day: dayText(owes.due) })}` : ''}</small>{owes.overdue && <b className="danger">{t('coverage.overdue')}</b>}</> : t('coverage.nothingOwed')}</dd></div>
      </dl>
      <div className="cacts">
        {version && <Link href={version} className={owes ? 'btn pri' : 'btn'}>{drafting ? <><FilePen aria-hidden className="i" />{t('coverage.openDraft')}</> : <><FileText aria-hidden className="i" />{t('coverage.openPlan')}</>}</Link>}
        {cell.plan_id && cell.open && !drafting && <Link href={`/plans/${cell.plan_id}/versions/${cell.open.n}`} className="btn"><FilePen aria-hidden className="i" />{t('coverage.openDraft')}</Link>}
        {cell.plan_id && <Link href={`/plans/${cell.plan_id}`} className="btn">{t('coverage.history')}</Link>}
        {cell.state === 'missing' && !cell.plan_id && may('edit_plan') && <button type="button" className="btn pri" onClick={() => setOpen('new')}><FilePlus2 aria-hidden className="i" />{t('plan.new.act')}</button>}
        {cell.state === 'missing' && may('edit_plan') && <button type="button" className="btn" onClick={() => setOpen('away')} data-act="not-applicable"><Ban aria-hidden className="i" />{t('coverage.away')}</button>}
        {cell.state === 'not_applicable' && may('edit_plan') && <button type="button" className="btn" onClick={() => setOpen('back')}><RotateCcw aria-hidden className="i" />{t('coverage.back')}</button>}
        {!may('edit_plan') && cell.state === 'missing' && <p className="mut sm">{t('coverage.askUnit')}</p>}
      </div>
      {open === 'new' && <NewPlan unit={unit.code} hazard={hazard.code} onClose={() => setOpen(null)} />}
      {(open === 'away' || open === 'back') && (
        <ConfirmSheet
          act={t(open === 'away' ? 'coverage.awayAct' : 'coverage.backAct', { unit: unit.name, hazard: loc(hazard.name) })}
          answers={[{ name: t('plan.unit'), value: unit.name }, { name: t('plan.hazard'), value: loc(hazard.name) }, { name: t('plan.step.then'), value: t(open === 'away' ? 'coverage.awayThen' : 'coverage.backThen') }]}
          remark={{ label: t('coverage.reason'), hint: t('coverage.reasonHint'), needed: t('coverage.reasonNeeded') }}
          onAct={async (reason) => {
            await sayApplicable(unit.code, hazard.code, open === 'back', reason);
            onDone();
            say({ tone: 'done', text: t('coverage.said', { unit: unit.name, hazard: loc(hazard.name) }) });
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}
