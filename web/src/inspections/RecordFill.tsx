import { ArrowDown, FilePen, PenLine } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { Inspection, InspectionRecord } from '../api/inspections';
import { useWords } from '../i18n';
import { ErrorSummary, type FieldError } from '../shared/form/ErrorSummary';
import { Field } from '../shared/Field';
import { useToast } from '../shared/Toast';
import { Clashes } from './Clashes';
import { DayField } from './DayField';
import { GradeBar, GRADE_ICON } from './Grades';
import { PointCard } from './PointCard';
import { KeptLine, KeptWord } from './KeptLine';
import { countsOf, dayOr, faultsOf, fieldAt, fieldOf, markOf, nextUnknown, peopleOf, withMark } from './record';
import { SignSheet } from './SignSheet';
import { useEvidence } from './useEvidence';
import { useRecordDraft } from './useRecordDraft';
import { today } from './words';

interface Props { record: InspectionRecord; inspection: Inspection; account: string }

/** The record in the hand of who stands there: point by point, everything kept at once, nothing taken for passed. */
export function RecordFill({ record, inspection, account }: Props) {
  const { t, loc } = useWords();
  const draft = useRecordDraft(record, account);
  const evidence = useEvidence({ record: record.id }, account);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const say = useToast();
  const [signing, setSigning] = useState(false);
  const last = useRef<string | null>(null);
  const { points } = record;
  const content = draft.value;
  const counts = countsOf(points, content);
  const people = useMemo(() => peopleOf(content), [content]);
  const day = today();

  const change = draft.set;
  const mark = (code: string) => (part: Parameters<typeof withMark>[2]) => {
    last.current = code;
    change((before) => withMark(before, code, part));
  };
  const go = (code: string) => {
    const card = document.getElementById(`point-${code}`);
    card?.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
    card?.focus({ preventScroll: true });
  };
  const next = nextUnknown(points, content, last.current);
  const sign = async () => {
    const faults = faultsOf(points, content, day).map((fault) => ({
      id: fieldOf(fault, points),
      words: fault.code === null ? t(`inspections.fault.${fault.kind}`) : t('inspections.fault.ofPoint', { code: fault.code, words: t(`inspections.fault.${fault.kind}`) }),
    }));
    setErrors(faults);
    if (faults.length > 0) return;
    if (await draft.flush()) setSigning(true);
    else say({ tone: 'fault', text: t('inspections.sign.notSaved') });
  };
  // The summary stands until it is asked again – it takes the focus when it changes –, a field's own error goes when it is mended.
  const still = new Set(faultsOf(points, content, day).map((fault) => fieldOf(fault, points)));
  const errorOf = (id: string) => errors.find((error) => error.id === id && still.has(id))?.words ?? null;
  if (!draft.ready) return <p className="mut" role="status">{t('loading')}</p>;
  return (
    <div className="insp-fill" data-record={record.id}>
      <div className="insp-top">
        {record.version > 1 && <p className="ban warn"><FilePen aria-hidden className="i" /><span className="grow">{t('inspections.correct.running', { n: record.version, reason: record.versions.find((version) => version.version === record.version)?.reason ?? '' })} <Link href={`/kiem-tra/bien-ban/${record.id}?ban=${record.version - 1}`}>{t('inspections.correct.before')}</Link></span></p>}
        {draft.told && <Clashes clashes={draft.told.clashes} points={points} onSettle={draft.settle} />}
        <KeptLine draft={draft} content={content} />
        <ErrorSummary errors={errors} />
      </div>
      <aside className="block insp-tally" aria-label={t('inspections.record.tally')}>
        <GradeBar counts={counts} />
        <nav className="insp-index" aria-label={t('inspections.record.index')}>
          {points.map((point) => {
            const grade = markOf(content, point.code).grade;
            const Icon = GRADE_ICON[grade];
            return <button key={point.code} type="button" className={`insp-at is-${grade}`} onClick={() => go(point.code)} aria-label={t('inspections.record.toPoint', { code: point.code, grade: t(`inspections.grade.${grade}`) })}><b>{point.code}</b><Icon aria-hidden size={14} /></button>;
          })}
        </nav>
      </aside>
      <div className="insp-main">
        <section className="block insp-head">
          <DayField id="record-inspected_on" label={t('inspections.record.on')} error={errorOf('record-inspected_on')} value={content.inspected_on ?? ''} onChange={(value) => change((before) => ({ ...before, inspected_on: value || null }))} />
          {!content.inspected_on && <button type="button" className="btn" onClick={() => change((before) => ({ ...before, inspected_on: day }))} data-act="today">{t('inspections.record.today')}</button>}
          <Field id="record-present" label={`${t('inspections.record.present')} (${t('optional')})`} hint={t('inspections.record.presentHint')} maxLength={2000} value={content.present} onChange={(event) => change((before) => ({ ...before, present: event.target.value }))} />
        </section>
        {inspection.groups.filter((group) => points.some((point) => point.group === group.code)).map((group) => (
          <section key={group.code} className="insp-group" aria-labelledby={`group-${group.code}`}>
            <h3 id={`group-${group.code}`}>{loc(group.name)}</h3>
            {points.filter((point) => point.group === group.code).map((point) => (
              <PointCard
                key={point.code} point={point} mark={markOf(content, point.code)} onChange={mark(point.code)} errorOf={errorOf} people={people} from={dayOr(content.inspected_on) ?? day}
                photos={record.photos.filter((photo) => photo.point_code === point.code && photo.task_id === null)} evidence={evidence} unit={record.subject} orderedBy={inspection.ordered_by}
              />
            ))}
          </section>
        ))}
        <section className="block">
          <Field multiline id="record-conclusion" label={`${t('inspections.record.conclusion')} (${t('optional')})`} hint={t('inspections.record.conclusionHint')} rows={4} maxLength={10_000} value={content.conclusion} onChange={(event) => change((before) => ({ ...before, conclusion: event.target.value }))} />
        </section>
        <div className="insp-x">
          <KeptWord draft={draft} />
          {next ? <button type="button" className="btn xl" onClick={() => go(next.code)} data-act="next"><ArrowDown aria-hidden className="i" />{t('inspections.record.next', { n: counts.unknown })}</button> : <span className="insp-all">{t('inspections.record.allSeen')}</span>}
          <button type="button" className="btn xl pri" onClick={() => void sign()} disabled={draft.told !== null} data-act="sign"><PenLine aria-hidden className="i" />{t('inspections.record.sign')}</button>
        </div>
      </div>
      {signing && (
        <SignSheet
          record={record} content={content} revision={draft.revision()} waiting={evidence.sending.length} onClose={() => setSigning(false)}
          onRefused={(refused) => { setErrors(refused.map((error) => ({ id: fieldAt(error.pointer, content), words: error.detail }))); setSigning(false); }}
        />
      )}
    </div>
  );
}
