import { MessageSquare } from 'lucide-react';
import { useWords } from '../../i18n';
import { RichText } from '../../shared/richtext/RichText';
import { belongs, type Part } from '../outline';
import type { Completeness, Plan, PlanForm, PlanZone, Version } from '../types';
import { ArrangementsPart } from '../arrangements/ArrangementsPart';
import { AnnexPart } from './parts/AnnexPart';
import { BasesPart, CommandPart, GeneralPart } from './parts/SmallParts';
import { ScenariosPart } from './parts/ScenariosPart';
import { TasksPart } from './parts/TasksPart';
import { TriggersPart } from './parts/TriggersPart';
import { ZonesPart } from './parts/ZonesPart';
import { partTitle } from './partWords';
import { Found, type SideTab } from './Side';
import type { VersionEdit } from './useVersionEdit';

export interface PartProps { part: Part; plan: Plan; version: Version; form: PlanForm; zones: PlanZone[]; edit: VersionEdit }
interface Props extends PartProps { completeness: Completeness | null | undefined; comments: number; onTalk: (tab: SideTab) => void }

/** The part in hand: its heading, what is missing in it, and its own fields. */
export function PartEditor({ completeness, comments, onTalk, ...props }: Props) {
  const { t, loc } = useWords();
  const { part, edit } = props;
  const title = partTitle(part, t, loc);
  const found = (completeness?.findings ?? []).filter((finding) => finding.severity !== 'low' && belongs(finding.pointer, part));
  const errors = edit.faults.filter((fault) => belongs(fault.pointer, part));
  return (
    <section className="block part" aria-labelledby="part-title">
      <header className="row sp">
        <h3 id="part-title" tabIndex={-1}>{title}</h3>
        <button type="button" className="btn s" onClick={() => onTalk('comments')}><MessageSquare aria-hidden className="i sm" />{comments > 0 ? t('plan.comments.open', { count: comments }) : t('plan.comments.act')}</button>
      </header>
      {part.hint && <p className="hint">{loc(part.hint)}</p>}
      {errors.length > 0 && <ul className="errlist">{errors.map((error) => <li key={error.pointer + error.detail} className="errmsg">{error.detail}</li>)}</ul>}
      {/* Each zone says itself what it lacks. */}
      {found.length > 0 && part.kind !== 'arrangements' && <ul className="finds inpart">{found.slice(0, 4).map((finding, i) => <Found key={i} finding={finding} />)}</ul>}
      <Fields {...props} title={title} />
    </section>
  );
}

function Fields({ title, ...props }: PartProps & { title: string }) {
  const { part, edit } = props;
  switch (part.kind) {
    case 'general': return <GeneralPart {...props} />;
    case 'bases': return <BasesPart {...props} />;
    case 'section': {
      const key = part.pointer.slice('/sections/'.length);
      return <RichText label={title} value={edit.content.sections[key] ?? ''} onChange={(text) => edit.change(part.pointer, text)} />;
    }
    case 'scenarios': return <ScenariosPart {...props} />;
    case 'zones': return <ZonesPart {...props} />;
    case 'arrangements': return <ArrangementsPart {...props} />;
    case 'triggers': return <TriggersPart {...props} />;
    case 'tasks': return <TasksPart {...props} />;
    case 'command': return <CommandPart {...props} />;
    case 'annex': return <AnnexPart {...props} title={title} />;
  }
}
