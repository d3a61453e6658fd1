import { PenLine, Plus, X } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { putTemplate, useInspectionTemplates, type InspectionPoint, type InspectionTemplate } from '../api/inspections';
import { Problem } from '../api/problem';
import { Office } from '../app/Office';
import { useWords } from '../i18n';
import { failureWords, Waiting } from '../shared/Failure';
import { Field } from '../shared/Field';
import { ErrorSummary, type FieldError } from '../shared/form/ErrorSummary';
import { Select } from '../shared/form/Select';
import { useToast } from '../shared/Toast';
import { Source } from './PointCard';
import { useRefresh } from './refresh';
import { useMayTemplate } from './useMayOrder';

/** One template: read, and corrected by who may – the law it names changes, and so does what is asked. */
export default function TemplatePage({ code }: { code: string }) {
  const { t, loc } = useWords();
  const found = useInspectionTemplates();
  const may = useMayTemplate();
  const [editing, setEditing] = useState(false);
  const template = found.data?.find((each) => each.code === code);
  const crumbs = [{ href: '/kiem-tra', name: t('inspections.title') }, { href: '/kiem-tra/mau', name: t('inspections.tpl.title') }];
  if (!template) return <Office title={t('inspections.tpl.one')} crumbs={crumbs}>{found.data ? <p>{t('notFound')}</p> : <Waiting error={found.error} retry={() => void found.refetch()} />}</Office>;
  return (
    <Office title={loc(template.name)} lead={loc(template.note)} crumbs={crumbs} width="text" act={may && !editing && <button type="button" className="btn" onClick={() => setEditing(true)} data-act="edit"><PenLine aria-hidden className="i" />{t('inspections.tpl.edit')}</button>}>
      {editing ? <Edit template={template} onDone={() => setEditing(false)} /> : template.groups.map((group) => (
        <section key={group.code} className="block insp-read" aria-labelledby={`tpl-${group.code}`}>
          <h3 id={`tpl-${group.code}`}>{loc(group.name)}</h3>
          <ul>{template.points.filter((point) => point.group === group.code).map((point) => <li key={point.code}><div className="insp-read-h"><b><span className="insp-no">{point.code}</span>{loc(point.text)}</b>{point.weight !== 1 && <span className="tag">{t('inspections.tpl.weight', { n: point.weight })}</span>}</div>{point.source.text === '' ? <p className="sm mut">{t('inspections.tpl.custom')}</p> : <Source point={point} />}</li>)}</ul>
        </section>
      ))}
    </Office>
  );
}

/** Composed letters, as the server takes them: some keyboards write a tone as a letter of its own. */
const clean = (text: string) => text.trim().normalize('NFC');

function Edit({ template, onDone }: { template: InspectionTemplate; onDone: () => void }) {
  const { t, loc } = useWords();
  const refresh = useRefresh();
  const say = useToast();
  const [points, setPoints] = useState(template.points);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [general, setGeneral] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const set = (i: number, part: Partial<InspectionPoint>) => setPoints(points.map((point, at) => (at === i ? { ...point, ...part } : point)));
  const errorOf = (id: string) => errors.find((error) => error.id === id)?.words ?? null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const faults = points.flatMap((point, i) => (point.text.vi.trim() === '' ? [{ id: `tpl-${i}-text`, words: t('inspections.tpl.textMissing', { code: point.code }) }] : []));
    setErrors(faults);
    setGeneral(null);
    if (faults.length > 0) return;
    setBusy(true);
    try {
      await putTemplate({ ...template, points: points.map((point) => ({ ...point, text: { vi: clean(point.text.vi), en: clean(point.text.en) || clean(point.text.vi) }, source: { ...point.source, text: clean(point.source.text) } })) });
      await refresh();
      say({ tone: 'done', text: t('inspections.tpl.saved') });
      onDone();
    } catch (reason) {
      const named = reason instanceof Problem ? reason.errors.filter((error) => error.pointer !== '') : [];
      setErrors(named.map((error) => ({ id: `tpl-${/^\/points\/(\d+)/.exec(error.pointer)?.[1] ?? 0}-text`, words: error.detail })));
      if (named.length === 0) setGeneral(failureWords(reason, t, true));
      setBusy(false);
    }
  };
  const add = () => {
    const codes = new Set(points.map((point) => point.code));
    let n = points.length + 1;
    while (codes.has(String(n))) n += 1;
    setPoints([...points, { code: String(n), group: template.groups[0]?.code ?? '', text: { vi: '', en: '' }, source: { text: '', verify: true }, weight: 1 }]);
  };
  return (
    <form className="stack wide" noValidate onSubmit={(event) => void submit(event)}>
      <p className="ban info"><span className="grow">{t('inspections.tpl.editWhat')}</span></p>
      <ErrorSummary errors={errors} />
      {general && <p className="ban dan" role="alert"><span className="grow">{general}</span></p>}
      {points.map((point, i) => (
        <fieldset key={point.code} className="block insp-tpl">
          <legend>{t('inspections.tpl.point', { code: point.code })}</legend>
          <Field multiline id={`tpl-${i}-text`} label={t('inspections.tpl.text')} error={errorOf(`tpl-${i}-text`)} maxLength={2000} value={point.text.vi} onChange={(event) => set(i, { text: { ...point.text, vi: event.target.value } })} />
          <Field multiline label={`${t('inspections.tpl.textEn')} (${t('optional')})`} maxLength={2000} value={point.text.en} onChange={(event) => set(i, { text: { ...point.text, en: event.target.value } })} />
          <div className="insp-two">
            <Select label={t('inspections.tpl.group')} value={point.group} onChange={(event) => set(i, { group: event.target.value })} options={template.groups.map((group) => ({ value: group.code, name: loc(group.name) }))} />
            <Field label={t('inspections.tpl.weightLabel')} hint={t('inspections.tpl.weightHint')} inputMode="numeric" value={String(point.weight)} onChange={(event) => set(i, { weight: Math.min(100, Math.max(0, Number(event.target.value.replace(/\D/g, '')))) })} />
          </div>
          <Field label={`${t('inspections.tpl.source')} (${t('optional')})`} maxLength={2000} value={point.source.text} onChange={(event) => set(i, { source: { ...point.source, text: event.target.value } })} />
          <label className="tickline"><input type="checkbox" className="chk small" checked={point.source.verify} onChange={(event) => set(i, { source: { ...point.source, verify: event.target.checked } })} />{t('inspections.tpl.verifyTick')}</label>
          {points.length > 1 && <p><button type="button" className="btn s" onClick={() => setPoints(points.filter((_, at) => at !== i))} aria-label={`${t('inspections.form.remove')}: ${t('inspections.tpl.point', { code: point.code })}`}><X aria-hidden className="i sm" />{t('inspections.form.remove')}</button></p>}
        </fieldset>
      ))}
      <p><button type="button" className="btn" onClick={add}><Plus aria-hidden className="i" />{t('inspections.tpl.add')}</button></p>
      <div className="acts-row"><button type="submit" className="btn pri xl" disabled={busy} data-act="save">{t('inspections.tpl.save')}</button><button type="button" className="btn xl" onClick={onDone}>{t('back')}</button></div>
    </form>
  );
}
