import { FolderCheck, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useAllOwed, type Inspection, type InspectionClosing } from '../api/inspections';
import { useAudit } from '../api/queries';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { useNow } from '../shared/clock';
import { clock, date, moment, number } from '../shared/format';
import { ReopenSheet } from './CloseSheet';
import { leavesOf } from './closing';
import { dayWords } from './words';

/** That an inspection is closed: by whom, why, what was still owed then, and how much of it was mended since. */
export function ClosedPart({ inspection, closing }: { inspection: Inspection; closing: InspectionClosing }) {
  const { t, loc, lang } = useWords();
  const [asked, setAsked] = useState(false);
  const owed = useAllOwed(inspection.id).data ?? [];
  const still = new Set(leavesOf(owed).open.map(({ id }) => id));
  const left = closing.open_tasks;
  const unitOf = (code: string) => owed.find((task) => task.unit_code === code)?.unit_name ?? inspection.subjects.find((subject) => subject.unit_code === code)?.unit_name ?? code;
  return (
    <section className="insp-closed" data-closed={left.length}>
      <Banner tone="info" icon={FolderCheck} action={inspection.may.reopen && <button type="button" className="btn" onClick={() => setAsked(true)} data-act="reopen"><RotateCcw aria-hidden className="i" />{t('inspections.reopen.open')}</button>}>
        <p><b>{t('inspections.closed.by', { by: closing.by, time: clock(closing.at), day: date(closing.at) })}</b></p>
        {closing.remark && <p className="pre">{closing.remark}</p>}
        <p className="sm">{t('inspections.closed.left', { open: number(left.length, lang), without: number(closing.without_record, lang) })} {t('inspections.closed.stays')}</p>
      </Banner>
      {left.length > 0 && (
        <details className="fold" open={left.length <= 6}>
          <summary>{t('inspections.closed.list', { count: left.length })}{owed.length > 0 && ` · ${t('inspections.closed.now', { n: number(left.filter(({ id }) => !still.has(id)).length, lang) })}`}</summary>
          <ul className="insp-owed">{left.map((task) => <li key={task.id}><Link href={`/kiem-tra/viec/${task.id}`}>{owed.find(({ id }) => id === task.id)?.remark || loc(task.point)}</Link><small>{unitOf(task.unit_code)} · {t('inspections.owed.due', { day: dayWords(task.due_on) })}{owed.length > 0 && !still.has(task.id) && ` · ${t('inspections.closed.mended')}`}</small></li>)}</ul>
        </details>
      )}
      {asked && <ReopenSheet inspection={inspection} onClose={() => setAsked(false)} />}
    </section>
  );
}

/** What the log says of the inspection itself, newest first. */
export function LogLines({ inspection }: { inspection: string }) {
  const { t, loc } = useWords();
  const now = useNow(60_000);
  const lines = useAudit(inspection).data ?? [];
  if (lines.length === 0) return null;
  return (
    <section className="block">
      <h3>{t('inspections.campaign.log')}</h3>
      <ol className="log">{lines.map((line) => <li key={line.id}><time dateTime={line.at} className="nw">{moment(line.at, now)}</time><span><b>{loc(line.actor)}</b> {loc(line.detail)}</span></li>)}</ol>
    </section>
  );
}
