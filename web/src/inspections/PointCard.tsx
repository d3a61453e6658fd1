import { BookOpenCheck, RotateCcw } from 'lucide-react';
import { useId, useState } from 'react';
import type { EvidencePhoto, InspectionPoint, InspectionSubject, PointMark, Responsible } from '../api/inspections';
import { useWords } from '../i18n';
import { Field } from '../shared/Field';
import { useUnits } from '../api/accounts';
import { Select } from '../shared/form/Select';
import { DayField } from './DayField';
import { EvidenceRow } from './Evidence';
import { GradeTag, GRADE_ICON } from './Grades';
import { daysAfter, GRADES, NOBODY } from './record';
import type { Evidence } from './useEvidence';
import { dayWords, personName } from './words';

interface Props {
  point: InspectionPoint; mark: PointMark; onChange: (part: Partial<PointMark>) => void; errorOf: (id: string) => string | null;
  people: readonly Responsible[]; /** The day due dates are counted from. */ from: string; photos: readonly EvidencePhoto[]; evidence: Evidence; unit: InspectionSubject; /** Only units of who ordered it owe something. */ orderedBy: string;
}
const OFFERED = [7, 15, 30] as const;

/** One point: what is asked, three large buttons, and what goes with the answer. */
export function PointCard(props: Props) {
  const { point, mark, onChange } = props;
  const { t, loc } = useWords();
  const name = useId();
  const [open, setOpen] = useState(false);
  const id = `point-${point.code}`;
  const failed = mark.grade === 'failed';
  const said = mark.remark !== '' || props.photos.length > 0 || props.evidence.sending.some((each) => each.point === point.code);
  return (
    <article className={`block insp-point is-${mark.grade}`} id={id} tabIndex={-1} data-point={point.code} data-grade={mark.grade} aria-labelledby={`${id}-t`}>
      <header>
        <h4 id={`${id}-t`}><span className="insp-no">{point.code}</span>{loc(point.text)}</h4>
        <GradeTag grade={mark.grade} />
      </header>
      {point.source.text !== '' && <details className="insp-fold"><summary>{t('inspections.point.source')}</summary><Source point={point} /></details>}
      <fieldset className="insp-grades" aria-labelledby={`${id}-t`}>
        {GRADES.map((grade) => {
          const Icon = GRADE_ICON[grade];
          return (
            <label key={grade} className={`insp-grade g-${grade}`}>
              <input type="radio" name={name} value={grade} checked={mark.grade === grade} onChange={() => onChange({ grade })} />
              <Icon aria-hidden className="i" /><span>{t(`inspections.grade.${grade}`)}</span>
            </label>
          );
        })}
      </fieldset>
      {failed && <Failed {...props} />}
      {!failed && (open || said) && (
        <div className="insp-more">
          <Field multiline id={`${id}-remark`} label={`${t('inspections.point.remark')} (${t('optional')})`} maxLength={2000} value={mark.remark} onChange={(event) => onChange({ remark: event.target.value })} />
          <EvidenceRow title={`${point.code}. ${loc(point.text)}`} point={point.code} photos={props.photos} evidence={props.evidence} />
        </div>
      )}
      {(mark.grade !== 'unknown' || !(open || said)) && (
        <p className="insp-foot">
          {!failed && !open && !said && <button type="button" className="btn s" onClick={() => setOpen(true)} data-act="more" aria-label={`${t('inspections.point.more')}: ${point.code}`}>{t('inspections.point.more')}</button>}
          {mark.grade !== 'unknown' && <button type="button" className="btn s" onClick={() => onChange({ grade: 'unknown' })} data-act="unsee" aria-label={`${t('inspections.point.unsee')}: ${point.code}`}><RotateCcw aria-hidden className="i sm" />{t('inspections.point.unsee')}</button>}
        </p>
      )}
    </article>
  );
}

/** What the point rests on; “to be looked up” is said, since these acts are quoted in letters. */
export function Source({ point }: { point: InspectionPoint }) {
  const { t } = useWords();
  if (point.source.text === '') return null;
  return <p className="insp-source"><BookOpenCheck aria-hidden size={14} /><span>{point.source.text}{point.source.verify && <b> {t('inspections.point.verify')}</b>}</span></p>;
}

/** What failed is owed by somebody until a day: both are asked at once, while everybody is still there. */
function Failed({ point, mark, onChange, errorOf, people, from, photos, evidence, unit, orderedBy }: Props) {
  const { t, loc } = useWords();
  const units = useUnits().data ?? [];
  const id = `point-${point.code}`;
  const person = mark.responsible ?? NOBODY;
  const set = (part: Partial<Responsible>) => onChange({ responsible: { ...person, ...part } });
  const others = people.filter((each) => each.name !== person.name).slice(0, 3);
  const near = units.filter((each) => each.code === orderedBy || each.parent_code === orderedBy).sort((a, b) => a.name.localeCompare(b.name, 'vi'));
  return (
    <div className="insp-more">
      <Field multiline id={`${id}-remark`} label={t('inspections.point.found')} error={errorOf(`${id}-remark`)} rows={3} maxLength={2000} value={mark.remark} onChange={(event) => onChange({ remark: event.target.value })} />
      <EvidenceRow title={`${point.code}. ${loc(point.text)}`} point={point.code} photos={photos} evidence={evidence} />
      <fieldset className="insp-who">
        <legend>{t('inspections.point.who')}</legend>
        {others.length > 0 && person.name === '' && <div className="insp-quick">{others.map((each) => <button key={each.name} type="button" className="btn" onClick={() => onChange({ responsible: each })}>{personName(each)}</button>)}</div>}
        <Field id={`${id}-responsible`} label={t('inspections.point.name')} error={errorOf(`${id}-responsible`)} autoComplete="off" maxLength={200} value={person.name} onChange={(event) => set({ name: event.target.value })} />
        <div className="insp-two">
          <Field label={`${t('inspections.point.position')} (${t('optional')})`} autoComplete="off" maxLength={200} value={person.position} onChange={(event) => set({ position: event.target.value })} />
          <Field label={`${t('inspections.point.phone')} (${t('optional')})`} type="tel" autoComplete="off" maxLength={200} value={person.phone} onChange={(event) => set({ phone: event.target.value })} />
        </div>
      </fieldset>
      <div className="insp-due">
        <DayField id={`${id}-due_on`} label={t('inspections.point.due')} error={errorOf(`${id}-due_on`)} value={mark.due_on ?? ''} onChange={(value) => onChange({ due_on: value || null })} />
        <div className="insp-quick" role="group" aria-label={t('inspections.point.due')}>
          {OFFERED.map((days) => { const day = daysAfter(from, days); return <button key={days} type="button" className="btn" aria-pressed={mark.due_on === day} onClick={() => onChange({ due_on: day })} data-days={days}>{t('inspections.point.inDays', { n: days })}<small>{dayWords(day).slice(0, 5)}</small></button>; })}
        </div>
      </div>
      {near.length > 1 && <Select label={t('inspections.point.owes')} value={mark.owed_by ?? unit.unit_code} onChange={(event) => onChange({ owed_by: event.target.value === unit.unit_code ? null : event.target.value })} options={near.map((each) => ({ value: each.code, name: each.name }))} />}
    </div>
  );
}
