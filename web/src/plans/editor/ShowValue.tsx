import { useWords } from '../../i18n';
import RichTextView from '../../shared/richtext/RichTextView';
import { partLines } from '../arrangements/words';
import { dayText } from '../days';
import { useHazards } from '../planQueries';
import type { AnnexRow, Content, PlanForm, TaskLine, Trigger } from '../types';
import { hoursText } from '../lead';
import { triggerWords } from './parts/TriggersPart';

const FIRST = 6;

/** A value of a field, as a person would read it: for joining two people's edits. */
export function ShowValue({ value, pointer, form }: { value: unknown; pointer: string; form: PlanForm }) {
  const words = useWords();
  const { t, loc } = words;
  const hazards = useHazards().data ?? [];
  const [, area, key, part] = pointer.split('/');
  const arranged = area === 'arrangements' ? partLines(part, value, words) : null;
  if (arranged) return <ul className="dots">{arranged.map((each, i) => <li key={i}>{each}</li>)}</ul>;
  if (typeof value === 'string') return area === 'review_by' ? <>{dayText(value)}</> : area === 'title' ? <>{value}</> : <RichTextView text={value} />;
  if (area === 'lead_times') return typeof value === 'number' ? <>{t('plan.leadTime.hoursOf', { hours: hoursText(value) })}</> : <>{t('unknown')}</>;
  if (area === 'command') {
    const command = value as Content['command'];
    return <>{command.chair.name || t('unknown')}; {command.standing.name || t('unknown')}</>;
  }
  if (!Array.isArray(value)) return <>{t('plan.changed')}</>;
  const line = (each: unknown): string => {
    if (area === 'triggers') return triggerWords(each as Trigger, hazards, t, loc);
    if (area === 'tasks') return loc((each as TaskLine).title);
    if (area === 'annexes') {
      const table = form.tables.find((candidate) => candidate.key === key);
      return (table?.columns ?? []).map((column) => (each as AnnexRow)[column.key]).filter((cell) => cell !== null && cell !== '' && cell !== undefined).slice(0, 4).join(' · ');
    }
    return typeof each === 'string' ? each : ((each as { code?: string }).code ?? '');
  };
  return (
    <>
      <b>{t('plan.rows', { count: value.length })}</b>
      <ul className="dots">{value.slice(0, FIRST).map((each, i) => <li key={i}>{line(each)}</li>)}</ul>
      {value.length > FIRST && t('plan.andMore', { count: value.length - FIRST })}
    </>
  );
}
