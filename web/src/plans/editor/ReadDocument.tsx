import { EyeOff, MessageSquare } from 'lucide-react';
import { useWords } from '../../i18n';
import { Banner } from '../../shared/Banner';
import { number } from '../../shared/format';
import { ThresholdChip } from '../../shared/LevelChip';
import RichTextView from '../../shared/richtext/RichTextView';
import { dayText } from '../days';
import { hoursText, type LeadTimes } from '../lead';
import { levelNoun } from '../../shared/levels';
import { shownLevels } from '../levels';
import { ReadArrangements } from '../arrangements/ReadArrangements';
import { isEmpty, type Part, type PartMark } from '../outline';
import { useHazards } from '../planQueries';
import { SCENARIO_PARTS, type AnnexRow, type FormColumn, type FormTable, type PlanForm, type PlanZone, type TaskLine, type Version } from '../types';
import { levelOf } from '../levels';
import { Moving } from './parts/ScenariosPart';
import { triggerWords } from './parts/TriggersPart';
import { ZoneTable } from './parts/ZonesPart';
import { partTitle } from './partWords';

interface Props { parts: Part[]; version: Version; form: PlanForm; zones: PlanZone[]; mark: (part: Part) => PartMark; mayComment: boolean; onTalk: (part: Part) => void }

/** The whole version to be read, and to be printed as it stands: frozen versions, and those that somebody else must judge. */
export function ReadDocument({ parts, version, form, zones, mark, mayComment, onTalk }: Props) {
  const { t, loc } = useWords();
  return (
    <article className="paperdoc">
      {parts.map((part) => {
        const { comments } = mark(part);
        return (
          <section key={part.pointer} id={`part${part.pointer}`}>
            <header className="row sp">
              <h3>{partTitle(part, t, loc)}</h3>
              {(mayComment || comments > 0) && <button type="button" className="btn s noprint" onClick={() => onTalk(part)} aria-label={t('plan.comments.on', { part: partTitle(part, t, loc) })}><MessageSquare aria-hidden className="i sm" />{comments > 0 ? t('plan.comments.open', { count: comments }) : t('plan.comments.act')}</button>}
            </header>
            {version.withheld.includes(part.pointer) ? <Banner tone="info" icon={EyeOff}>{t('plan.annex.withheld')}</Banner>
              : isEmpty(part, version.content) ? <p className="mut2">{t('plan.emptyPart')}</p>
              : <Body part={part} version={version} form={form} zones={zones} />}
          </section>
        );
      })}
    </article>
  );
}

function Body({ part, version, form, zones }: { part: Part; version: Version; form: PlanForm; zones: PlanZone[] }) {
  const { content } = version;
  const { t, loc } = useWords();
  const hazards = useHazards().data ?? [];
  switch (part.kind) {
    case 'general': return <><p className="big">{content.title}</p>{content.review_by && <p>{t('plan.reviewByDay', { day: dayText(content.review_by) })}</p>}</>;
    case 'bases': return <ul className="bases">{content.legal_bases.map((base) => <li key={base}>{base}</li>)}</ul>;
    case 'section': return <RichTextView text={content.sections[part.pointer.slice('/sections/'.length)] ?? ''} />;
    case 'scenarios': return (
      <>
        {shownLevels(form.levels, content.scenarios).map((level) => (
          <section key={level} className="situation">
            <h4>{level > 0 ? <ThresholdChip level={levelOf(level)} /> : t('plan.anySituation')}</h4>
            {SCENARIO_PARTS.map((key) => content.scenarios[level]?.[key] && <div key={key}><h5>{t(`plan.scenario.${key}`)}</h5><RichTextView text={content.scenarios[level][key]} /></div>)}
            {!content.scenarios[level] && <p className="mut2">{t('plan.emptyPart')}</p>}
            {level > 0 && <Moving zones={zones} level={level} />}
          </section>
        ))}
      </>
    );
    case 'zones': return <ZoneTable zones={zones} />;
    case 'arrangements': return <ReadArrangements version={version} zones={zones} />;
    case 'triggers': return <><ul className="dots">{content.triggers.map((rule, i) => <li key={i}>{triggerWords(rule, hazards, t, loc)}</li>)}</ul><LeadTimesList times={content.lead_times ?? {}} /></>;
    case 'tasks': return <TaskTable tasks={content.tasks} form={form} />;
    case 'command': return <dl className="cya">{(['chair', 'standing'] as const).map((who) => <div key={who}><dt>{t(`plan.command.${who}`)}</dt><dd>{content.command[who].name || t('unknown')}<small>{loc(form.roles.find((role) => role.role === content.command[who].role)?.name)}</small></dd></div>)}</dl>;
    case 'annex': {
      const table = form.tables.find((each) => `/annexes/${each.key}` === part.pointer);
      return table ? <AnnexTable table={table} rows={content.annexes[table.key] ?? []} /> : null;
    }
  }
}

/** “Cấp 3 (lớn): 12 giờ” – the time there is at each level. */
function LeadTimesList({ times }: { times: LeadTimes }) {
  const { t } = useWords();
  const levels = Object.entries(times);
  if (levels.length === 0) return null;
  return <><h5>{t('plan.leadTime.title')}</h5><ul className="dots">{levels.map(([level, minutes]) => <li key={level}>{level === '0' ? t('plan.leadTime.any') : levelNoun(levelOf(Number(level)), t)}: {t('plan.leadTime.hoursOf', { hours: hoursText(minutes) })}</li>)}</ul></>;
}

function TaskTable({ tasks, form }: { tasks: TaskLine[]; form: PlanForm }) {
  const { t, loc } = useWords();
  const due = (task: TaskLine) => {
    if (!task.due) return '';
    return 'minutes_from_onset' in task.due
      ? t(task.due.minutes_from_onset < 0 ? 'plan.task.beforeOnset' : 'plan.task.afterOnset', { minutes: Math.abs(task.due.minutes_from_onset) })
      : t('plan.task.afterOpening', { minutes: task.due.minutes_from_opening });
  };
  return (
    <div className="tablebox" tabIndex={0} role="group" aria-label={t('plan.parts.tasks')}>
      <table>
        <thead><tr><th scope="col">{t('plan.task.head.phase')}</th><th scope="col">{t('plan.task.head.title')}</th><th scope="col">{t('plan.task.head.role')}</th><th scope="col">{t('plan.task.head.due')}</th><th scope="col">{t('plan.task.head.zone')}</th></tr></thead>
        <tbody>{tasks.map((task, i) => <tr key={i}><td>{t(`plan.task.phase.${task.phase}`)}</td><td>{loc(task.title)}{task.steps && <ol>{task.steps.map((step) => <li key={step}>{step}</li>)}</ol>}</td><td>{loc(form.roles.find((role) => role.role === task.role)?.name)}{task.person && <><br />{task.person.name}{task.person.phone && ` · ${task.person.phone}`}</>}</td><td>{due(task)}</td><td>{task.zone ?? t('plan.task.everyZone')}</td></tr>)}</tbody>
      </table>
    </div>
  );
}

function AnnexTable({ table, rows }: { table: FormTable; rows: readonly AnnexRow[] }) {
  const { t, lang, loc } = useWords();
  // A column in which nothing stands takes the room of those in which something does.
  const columns = table.columns.filter((column) => rows.some((row) => row[column.key] !== null && row[column.key] !== '' && row[column.key] !== undefined));
  const cell = (column: FormColumn, value: string | number | null | undefined) =>
    typeof value === 'number' ? number(value, lang) : column.kind === 'day' ? dayText(value) : column.kind === 'choice' ? loc(column.choices.find((choice) => choice.code === value)?.name) || value : value;
  const sums = columns.filter((column) => column.kind === 'whole');
  return (
    <div className="tablebox" tabIndex={0} role="group" aria-label={loc(table.title)}>
      <table>
        <thead><tr><th scope="col" className="num">{t('grid.no')}</th>{columns.map((column) => <th key={column.key} scope="col" className={column.kind === 'whole' ? 'num' : undefined}>{loc(column.heading)}</th>)}</tr></thead>
        <tbody>{rows.map((row, i) => <tr key={i}><td className="num">{i + 1}</td>{columns.map((column) => <td key={column.key} className={column.kind === 'whole' ? 'num' : undefined}>{column.kind === 'phone' && !row[column.key] ? <span className="tag unk">{t('plan.annex.noPhone')}</span> : cell(column, row[column.key])}</td>)}</tr>)}</tbody>
        {sums.length > 0 && <tfoot><tr><td />{columns.map((column, i) => <td key={column.key} className={column.kind === 'whole' ? 'num' : undefined}>{column.kind === 'whole' ? number(rows.reduce((sum, row) => sum + Number(row[column.key] ?? 0), 0), lang) : i === 0 ? t('table.total') : ''}</td>)}</tr></tfoot>}
      </table>
    </div>
  );
}
