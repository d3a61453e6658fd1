import { ArrowLeft, RotateCcw, Scissors } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState, type FormEvent } from 'react';
import type { Laid } from '../../drawing/DrawMap';
import type { Point } from '../../drawing/rings';
import { split } from '../../drawing/split';
import type { Tool } from '../../drawing/usePen';
import { useWords } from '../../i18n';
import { useEdit } from '../../shared/edit/useEdit';
import { Field } from '../../shared/Field';
import { ErrorSummary } from '../../shared/form/ErrorSummary';
import { useFormErrors } from '../../shared/form/useFormErrors';
import { hectares, householdsPeople } from '../../shared/format';
import { useToast } from '../../shared/Toast';
import type { Area, PlanZone } from '../types';
import { useBoard, type WorkProps } from './board';
import { ClashBox } from './ClashBox';
import { faultsIn } from './EditWork';
import { Tools } from './Tools';
import { useMeasure } from './useMeasure';
import { partCodes } from './work';
import { basesOf, Clash, sendOver, splitZone } from './zoneActs';

const LETTERS = 'ABCDEFGHIJ';
interface SplitDraft { line: Point[] | null; codes: string[]; names: string[]; note: string; bases: [string, number | null][] }

/** A zone cut in two or more by a line drawn across it: both parts are measured and named before anything is written. */
export function SplitWork({ code, version, zones, account, onBoard, tools, undoCorner, go, onSaved, onRefresh }: WorkProps & { code: string }) {
  const { t, lang } = useWords();
  const say = useToast();
  const zone = zones.find((each) => each.properties.code === code) as PlanZone;
  const taken = zones.map((each) => each.properties.code);
  const read = useMemo(() => ({ value: { line: null, codes: [], names: [], note: '', bases: [...basesOf([code], zones)] } satisfies SplitDraft as SplitDraft, etag: String(version.revision) }), [version.revision, zone?.properties.revision]);
  const send = async (draft: SplitDraft, etag: string) => {
    const after = await sendOver(version, Number(etag), new Map(draft.bases), (revision) => splitZone(version, {
      code, note: draft.note.trim(), parts: parts.map((geometry, i) => ({ code: codeOf(i).trim(), name: nameOf(i).trim(), geometry })),
    }, revision));
    onSaved(after);
    return { value: draft, etag: String(after.revision) };
  };
  const edit = useEdit<SplitDraft>({ address: `/plans/${version.plan_id}/versions/${version.n}/zones/split/${code}`, account, loaded: read, save: send });
  const draft = edit.value;
  const change = useCallback((part: Partial<SplitDraft>) => edit.set((before) => ({ ...before, ...part })), [edit.set]);
  const found = useMemo(() => (draft?.line && zone ? split(zone.geometry, draft.line) : null), [draft?.line, zone]);
  const parts: Area[] = found && 'parts' in found ? found.parts : [];
  const codes = partCodes(code, parts.length, taken);
  const codeOf = (i: number) => draft?.codes[i] ?? codes[i] ?? '';
  const nameOf = (i: number) => draft?.names[i] ?? `${zone.properties.name} (${t('draw.split.partN', { letter: LETTERS[i] ?? i + 1 }).toLowerCase()})`;
  const fields = [...parts.flatMap((_, i) => [`code${i}`, `name${i}`]), 'note'];
  const errors = useFormErrors('split', fields);
  const clash = edit.error instanceof Clash ? edit.error : null;
  useEffect(() => { if (edit.error !== null && !clash) errors.failed(edit.error); }, [edit.error]);

  const [tool, setTool] = useState<Tool>('line');
  const inHand: Tool = parts.length > 0 ? 'look' : tool;
  const onLine = useCallback((line: Point[]) => change({ line, codes: [], names: [] }), [change]);
  const again = () => { setTool('line'); change({ line: null, codes: [], names: [] }); };
  const laid = useMemo((): Laid[] => (parts.length > 0 ? parts.map((area, n) => ({ kind: 'part', area, n, label: LETTERS[n] ?? String(n + 1) })) : []), [found]);
  const hidden = useMemo(() => (parts.length > 0 ? [code] : []), [code, found]);
  const chosen = useMemo(() => [code], [code]);
  const marked = useMemo(() => faultsIn(edit.error).flatMap((fault, i) => (fault.at ? [{ at: fault.at, label: String(i + 1) }] : [])), [edit.error]);
  const lookAt = useMemo(() => ({ key: `split ${code}`, areas: zone ? [zone.geometry] : [] }), [code]);
  useBoard(onBoard, { tool: inHand, onLine, laid, hidden, chosen, marked, lookAt });
  if (!draft) return <p className="pad mut" role="status">{t('loading')}</p>;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const all = parts.map((_, i) => codeOf(i).trim());
    const faults: Record<string, string | false> = {};
    all.forEach((each, i) => {
      faults[`code${i}`] = each === '' ? t('draw.split.codeNeeded') : (taken.includes(each) || all.indexOf(each) !== i) && t('draw.split.codeTaken', { code: each });
      faults[`name${i}`] = nameOf(i).trim() === '' && t('draw.split.nameNeeded');
    });
    if (errors.found({ ...faults, note: draft.note.trim() === '' && t('draw.noteNeeded') })) return;
    if (!edit.dirty || !(await edit.save())) return;
    say({ tone: 'done', text: t('draw.split.done', { code, codes: all.join(', ') }) });
    go({ kind: 'overview', codes: all.slice(0, 1) });
  };
  const at = (list: string[], i: number, value: string) => Array.from({ length: parts.length }, (_, k) => (k === i ? value : list[k] as string));
  return (
    <form className="zform" onSubmit={(event) => void submit(event)} noValidate>
      <Tools at={tools} tools={parts.length > 0 ? [] : ['line']} tool={inHand} onTool={setTool} undo={{ may: true, act: () => { if (!undoCorner() && draft.line) again(); } }} redo={{ may: false, act: () => {} }} />
      <div className="zdesk-b">
        <header className="row sp top">
          <h3 tabIndex={-1}>{t('draw.split.title', { code })}</h3>
          <button type="button" className="btn s" onClick={() => { void edit.discard(); go({ kind: 'overview', codes: [code] }); }}><ArrowLeft aria-hidden className="i sm" />{t('draw.act.done')}</button>
        </header>
        <p className="mut sm">{t('draw.split.lead')}</p>
        {found && 'fault' in found && <p className="ban warn" role="alert">{t('draw.split.notAcross')}</p>}
        {clash && <ClashBox clash={clash} mine={null} myArea={null} onKeep={() => { change({ bases: [...basesOf([code], clash.zones)] }); onRefresh(); }} onTake={() => { void edit.discard(); onRefresh(); }} onGoOn={onRefresh} />}
        <ErrorSummary errors={errors.errors} />
        {errors.general && <p className="errmsg" role="alert">{errors.general}</p>}
        {parts.length > 0 && (
          <>
            <div className="partlist">
              {parts.map((area, i) => (
                <PartBox key={i} letter={LETTERS[i] ?? String(i + 1)} n={i} area={area} zone={zone}>
                  <Field id={errors.idOf(`code${i}`)} label={t('draw.split.code', { letter: LETTERS[i] ?? i + 1 })} error={errors.of(`code${i}`)} value={codeOf(i)} onChange={(event) => change({ codes: at(parts.map((_, k) => codeOf(k)), i, event.target.value) })} />
                  <Field id={errors.idOf(`name${i}`)} label={t('draw.split.name', { letter: LETTERS[i] ?? i + 1 })} error={errors.of(`name${i}`)} value={nameOf(i)} onChange={(event) => change({ names: at(parts.map((_, k) => nameOf(k)), i, event.target.value) })} />
                </PartBox>
              ))}
            </div>
            <Whole zone={zone} lang={lang} />
            <Field multiline id={errors.idOf('note')} label={t('draw.note')} hint={t('draw.noteHint')} error={errors.of('note')} value={draft.note} onChange={(event) => change({ note: event.target.value })} />
            <p className="mut sm">{t('draw.split.then', { code })}</p>
          </>
        )}
      </div>
      {(parts.length > 0 || draft.line) && (
        <footer className="zdesk-x">
          <button type="button" className="btn" onClick={again}><RotateCcw aria-hidden className="i" />{t('draw.split.again')}</button>
          <span className="grow" />
          {parts.length > 0 && <button type="submit" className="btn pri" disabled={edit.saving} data-act="split"><Scissors aria-hidden className="i" />{t('draw.split.act', { code, codes: parts.map((_, i) => codeOf(i).trim()).join(', ') })}</button>}
        </footer>
      )}
    </form>
  );
}

function PartBox({ letter, n, area, zone, children }: { letter: string; n: number; area: Area; zone: PlanZone; children: React.ReactNode }) {
  const { t, lang } = useWords();
  const { hazard, commune_code, code } = zone.properties;
  const { measured, behind } = useMeasure(area, { hazard, commune_code, except: [code] });
  return (
    <fieldset className={`partbox part-${n % 5}`}>
      <legend>{t('draw.split.partN', { letter })}</legend>
      <p className="row wrap" aria-busy={behind}>{measured ? <><b data-part={letter}>{hectares(measured.area_m2, lang)}</b>{measured.figures && <><span>·</span><b>{householdsPeople(measured.figures.households, measured.figures.people, lang)}</b></>}</> : <span className="mut">{t('loading')}</span>}</p>
      {children}
    </fieldset>
  );
}

/** The zone as it is, to compare the parts with. */
function Whole({ zone, lang }: { zone: PlanZone; lang: 'vi' | 'en' }) {
  const { t } = useWords();
  const { hazard, commune_code, code } = zone.properties;
  const { measured } = useMeasure(zone.geometry, { hazard, commune_code, except: [code] });
  return <p className="sm">{t('draw.split.whole', { code })}: <b>{hectares(measured?.area_m2 ?? zone.properties.area_m2, lang)}</b>{measured?.figures && <> · <b>{householdsPeople(measured.figures.households, measured.figures.people, lang)}</b></>}</p>;
}
