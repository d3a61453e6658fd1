import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import { useWords } from '../../i18n';
import { Score } from '../StepSheet';
import { StepList } from '../PlanPage';
import { belongs, type Part } from '../outline';
import type { Comment, Completeness, Finding, Severity, Version } from '../types';
import { usePlanFindings } from '../../findings/findingQueries';
import { PlanFindings } from '../../findings/PlanFindings';
import { Comments } from './Comments';

export type SideTab = 'missing' | 'clash' | 'comments' | 'history';
interface Props {
  tab: SideTab; onTab: (tab: SideTab) => void; version: Version; part: Part | undefined;
  comments: Comment[]; completeness: Completeness | null | undefined; mayComment: boolean; judges: boolean; onGo: (pointer: string) => void;
}

/** What is said about the version: what is missing, what people remarked, what was done. */
export function Side({ tab, onTab, version, part, comments, completeness, mayComment, judges, onGo }: Props) {
  const { t } = useWords();
  const open = comments.filter((each) => !each.settled_at && !each.reply_to).length;
  const clashes = usePlanFindings(version.plan_id, version.n, version.revision).data;
  const tabs: { key: SideTab; count?: number; hot?: boolean }[] = [
    { key: 'missing', count: completeness?.findings.length }, ...(clashes === null ? [] : [{ key: 'clash' as const, count: clashes?.counts.total, hot: (clashes?.counts.by_severity.critical ?? 0) > 0 }]), { key: 'comments', count: open }, { key: 'history' },
  ];
  return (
    <>
      <div className="sidetabs" role="tablist" aria-label={t('plan.editor.side')}>
        {tabs.map(({ key, count, hot }) => (
          <button key={key} type="button" role="tab" aria-selected={tab === key} onClick={() => onTab(key)}>{t(`plan.side.${key}`)}{count ? <span className={hot ? 'cnt hot' : 'cnt'}>{count}</span> : null}</button>
        ))}
      </div>
      <div role="tabpanel" className="sidebody">
        {tab === 'missing' && <Missing completeness={completeness} part={part} onGo={onGo} />}
        {tab === 'clash' && <PlanFindings plan={version.plan_id} n={version.n} revision={version.revision} />}
        {tab === 'comments' && <Comments version={version} part={part} comments={comments} mayComment={mayComment} judges={judges} onGo={onGo} />}
        {tab === 'history' && (version.steps.length > 0 ? <StepList steps={[...version.steps].reverse()} /> : <p className="mut sm">{t('plan.noSteps')}</p>)}
      </div>
    </>
  );
}

const RANK: Record<Severity, number> = { high: 0, medium: 1, low: 2 };
const ICON = { high: CircleAlert, medium: TriangleAlert, low: Info };

function Missing({ completeness, part, onGo }: { completeness: Completeness | null | undefined; part: Part | undefined; onGo: (pointer: string) => void }) {
  const { t } = useWords();
  if (!completeness) return <p className="mut sm">{t(completeness === null ? 'plan.complete.unknown' : 'loading')}</p>;
  if (completeness.findings.length === 0) return <p className="row"><CircleCheck aria-hidden className="i okay" /><span><Score completeness={completeness} /></span></p>;
  const sorted = [...completeness.findings].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
  const here = part ? sorted.filter((finding) => belongs(finding.pointer, part)) : [];
  const others = sorted.filter((finding) => !here.includes(finding));
  return (
    <>
      {here.length > 0 && <><h4>{t('plan.side.here')}</h4><ul className="finds">{here.map((finding, i) => <Found key={i} finding={finding} />)}</ul></>}
      {others.length > 0 && <><h4>{t(here.length > 0 ? 'plan.side.elsewhere' : 'plan.side.all')}</h4><ul className="finds">{others.map((finding, i) => <Found key={i} finding={finding} onGo={() => onGo(finding.pointer)} />)}</ul></>}
    </>
  );
}

/** What is missing, what to do about it, and by which paper: never only that something is wrong. */
export function Found({ finding, onGo }: { finding: Finding; onGo?: () => void }) {
  const { t, loc } = useWords();
  const Icon = ICON[finding.severity];
  // A message that names its part needs no heading to say it again.
  const named = loc(finding.message).includes(loc(finding.label));
  const citation = typeof finding.citation === 'string' ? finding.citation : loc(finding.citation);
  return (
    <li className={finding.severity}>
      <Icon className="i sm" aria-label={t(`plan.severity.${finding.severity}`)} />
      <div>
        {onGo && !named && <button type="button" className="linkb" onClick={onGo}>{loc(finding.label)}</button>}
        <p>{onGo && named ? <button type="button" className="linkb" onClick={onGo}><b>{loc(finding.message)}</b></button> : <b>{loc(finding.message)}</b>}</p>
        <p>{loc(finding.what_to_do)}</p>
        {citation && <p className="mut2 sm">{citation}</p>}
      </div>
    </li>
  );
}
