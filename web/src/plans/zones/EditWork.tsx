import { ArrowLeft, CloudOff, Save } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState, type FormEvent } from 'react';
import { Problem } from '../../api/problem';
import type { Laid } from '../../drawing/DrawMap';
import { ringsOf, type Point, type Rings } from '../../drawing/rings';
import type { Tool } from '../../drawing/usePen';
import { useWords } from '../../i18n';
import { useEdit } from '../../shared/edit/useEdit';
import { Field } from '../../shared/Field';
import { ErrorSummary } from '../../shared/form/ErrorSummary';
import { useFormErrors } from '../../shared/form/useFormErrors';
import { clock } from '../../shared/format';
import { begin, redo, step, undo, type History } from '../../shared/grid/history';
import { useToast } from '../../shared/Toast';
import { putZone } from '../acts';
import type { Version } from '../types';
import { NO_RINGS, useBoard, type WorkProps } from './board';
import { ClashBox } from './ClashBox';
import { laidRepair, Measured, Repaired, useMarks } from './Measured';
import { RingList } from './RingList';
import { Tools } from './Tools';
import type { Fault } from './types';
import { useMeasure } from './useMeasure';
import { draftOf, drawingOf, drawnArea, sameDraft, type ZoneDraft } from './work';
import { ZONE_FIELDS, ZoneFields } from './ZoneFields';
import { Clash, moveZone, sendOver } from './zoneActs';

interface Props extends WorkProps { kind: 'new' | 'edit' | 'move'; code: string | null }
const NO_FAULTS: Fault[] = [];

/** One zone under the pen: its outline on the map, what it holds, its particulars, and saving them. */
export function EditWork({ kind, code, plan, version, form, zones, account, onBoard, tools, undoCorner, go, onSaved, onRefresh }: Props) {
  const { t } = useWords();
  const say = useToast();
  const zone = zones.find((each) => each.properties.code === code);
  const fallback = { commune: plan.unit_code, level: form.levels.find((level) => level.level > 0)?.level ?? 1 };
  const read = useMemo(() => {
    const draft = draftOf(zone, fallback);
    // A zone that moves gets a code of its own, and its outline is drawn anew.
    return { value: kind === 'move' ? { ...draft, code: '', rings: NO_RINGS } : draft, etag: String(version.revision) };
  }, [zone?.properties.revision, version.revision, kind]);
  const errors = useFormErrors('zone', ZONE_FIELDS);
  const [refused, setRefused] = useState(NO_FAULTS);

  // Decided again after a clash: saved over what there was then.
  const over = useRef<{ revision: number; base: number | null } | null>(null);
  const send = async (draft: ZoneDraft, etag: string) => {
    const geometry = drawnArea(draft.rings, kind === 'move' ? undefined : zone);
    if (!geometry) throw new Error('nothing drawn');
    const target = draft.code.trim();
    const from = over.current ?? { revision: Number(etag), base: draft.base };
    over.current = null;
    const after = await sendOver(version, from.revision, new Map([[code ?? target, from.base]]), (revision): Promise<Version> => kind === 'move' && code
      ? moveZone(version, { code, to: { code: target, commune_code: draft.commune_code || undefined, geometry }, note: draft.note.trim() }, revision)
      : putZone({ ...version, revision }, target, drawingOf(draft, geometry)));
    onSaved(after);
    return { value: draft, etag: String(after.revision) };
  };
  const edit = useEdit<ZoneDraft>({ address: `/plans/${version.plan_id}/versions/${version.n}/zones/${kind}/${code ?? ''}`, account, loaded: read, save: send });
  const draft = edit.value;
  const rings = draft?.rings ?? NO_RINGS;
  const change = useCallback((part: Partial<ZoneDraft>) => edit.set((before) => ({ ...before, ...part })), [edit.set]);

  // Outlines can be taken back step by step; words have the browser's own undo.
  const [history, setHistory] = useState<History<Rings>>(() => begin(NO_RINGS));
  const onRings = useCallback((next: Rings) => { setRefused(NO_FAULTS); setHistory((before) => step({ ...before, present: rings }, next)); change({ rings: next }); }, [rings, change]);
  const wind = (to: (history: History<Rings>) => History<Rings>) => {
    const next = to({ ...history, present: rings });
    setHistory(next);
    if (next.present !== rings) change({ rings: next.present });
  };
  const unchanged = edit.dirty && draft !== undefined && sameDraft(draft, read.value);
  useEffect(() => { if (unchanged && !edit.saving) void edit.discard(); }, [unchanged, edit.saving]);

  const area = useMemo(() => drawnArea(rings, kind === 'move' ? undefined : zone), [rings, zone, kind]);
  const measuring = useMeasure(area, { hazard: version.hazard, commune_code: draft?.commune_code || undefined, except: [code, draft?.code.trim()].filter((each): each is string => Boolean(each)) });
  const [showRepair, setShowRepair] = useState(false);
  const repair = measuring.measured?.repair ?? null;
  const marked = useMarks(measuring, refused);
  const [put, setPut] = useState<unknown>(null);
  const clash = edit.error instanceof Clash && edit.error !== put ? edit.error : null;
  useEffect(() => {
    if (edit.error === null || edit.error instanceof Clash) return;
    errors.failed(edit.error);
    setRefused(faultsIn(edit.error));
    // Named once for each refusal.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [edit.error]);

  const [tool, setTool] = useState<Tool>(kind === 'edit' ? 'edit' : 'draw');
  const empty = rings.length === 0;
  // What was begun is gone on with at its corners; with nothing there, one can only draw.
  const inHand: Tool = empty && (tool === 'edit' || tool === 'erase' || tool === 'hole') ? 'draw' : tool;
  const drawn = useRef(rings);
  useEffect(() => {
    if (rings.length > drawn.current.length && (tool === 'draw' || tool === 'hole')) setTool('edit');
    drawn.current = rings;
  }, [rings, tool]);

  const [look, setLook] = useState<{ key: string; point?: Point } | null>(null);
  const lookAt = useMemo(() => ({ key: look?.key ?? `${kind} ${code ?? ''}`, areas: zone ? [zone.geometry] : zones.map((each) => each.geometry), point: look?.point }), [look, kind, code]);
  const laid = useMemo((): Laid[] => [
    ...laidRepair(repair, showRepair),
    ...(clash?.zones ?? []).filter((each) => clash?.codes.includes(each.properties.code)).map((each): Laid => ({ kind: 'theirs', area: each.geometry })),
  ], [repair, showRepair, clash]);
  const hidden = useMemo(() => (kind === 'edit' && code ? [code] : []), [kind, code]);
  useBoard(onBoard, { tool: draft ? inHand : 'look', rings, onRings, hidden, laid, marked, lookAt });

  if (!draft) return <p className="pad mut" role="status">{t('loading')}</p>;
  const target = draft.code.trim();
  const blank = (value: string) => value.trim() === '';
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const taken = kind !== 'edit' && zones.some((each) => each.properties.code === target);
    if (errors.found({
      code: blank(draft.code) ? t('plan.zone.codeNeeded') : taken && t('plan.zone.codeTaken'), name: blank(draft.name) && t('plan.zone.nameNeeded'),
      note: kind === 'move' && blank(draft.note) && t('draw.noteNeeded'), geometry: !area && t('plan.zone.geometryNeeded'),
    })) return;
    await save();
  };
  const save = async () => {
    if (!(await edit.save())) return;
    say({ tone: 'done', text: t('draw.saved', { code: target, n: version.n }) });
    go({ kind: 'overview', codes: [target] });
  };
  const keepMine = () => {
    if (clash) over.current = { revision: clash.revision, base: clash.zones.find((each) => each.properties.code === (code ?? target))?.properties.revision ?? null };
    void save();
  };
  const putAway = () => { setHistory(begin(NO_RINGS)); errors.clear(); setRefused(NO_FAULTS); void edit.discard(); };
  return (
    <form className="zform" onSubmit={(event) => void submit(event)} noValidate>
      <Tools
        at={tools} tools={empty ? ['draw'] : ['edit', 'erase', 'draw', 'hole']} tool={inHand} onTool={setTool}
        undo={{ may: history.past.length > 0 || inHand === 'draw' || inHand === 'hole', act: () => { if (!undoCorner()) wind(undo); } }} redo={{ may: history.future.length > 0, act: () => wind(redo) }}
      />
      <div className="zdesk-b">
        <header className="row sp top">
          <h3 tabIndex={-1}>{kind === 'new' ? t('draw.new.title') : t(`draw.${kind}.title`, { code: code ?? '' })}</h3>
          <button type="button" className="btn s" onClick={() => go({ kind: 'overview', codes: code ? [code] : [] })}><ArrowLeft aria-hidden className="i sm" />{t('draw.act.done')}</button>
        </header>
        {kind === 'move' && <p className="mut sm">{t('draw.move.lead', { code: code ?? '' })}</p>}
        {edit.found && edit.keptAt && <p className="ban info">{t('draw.found', { time: clock(edit.keptAt) })}</p>}
        {clash && <ClashBox clash={clash} mine={draft} myArea={measuring.measured?.area_m2 ?? null} onKeep={keepMine} onTake={() => { putAway(); onRefresh(); }} onGoOn={() => setPut(clash)} />}
        <ErrorSummary errors={errors.errors} />
        {errors.general && <p className="errmsg" role="alert">{errors.general}</p>}
        <div id={errors.idOf('geometry')} tabIndex={-1}>
          <Measured measuring={measuring} refused={refused} onLook={(point) => setLook({ key: `at ${point.join()} ${Date.now()}`, point })}>
            {repair && <Repaired repair={repair} shown={showRepair} onShow={setShowRepair} onTake={() => { setShowRepair(false); onRings(ringsOf(repair.geometry)); }} />}
          </Measured>
        </div>
        <RingList rings={rings} onRings={onRings} />
        <details className="fold" open={kind !== 'edit' || errors.errors.length > 0}>
          <summary>{t('draw.info')}</summary>
          <ZoneFields draft={draft} onChange={change} errors={errors} plan={plan} version={version} form={form} fixedCode={kind === 'edit'} codeLabel={kind === 'move' ? t('draw.move.code') : undefined} />
        </details>
        {kind === 'move' && <Field multiline id={errors.idOf('note')} label={t('draw.note')} hint={t('draw.noteHint')} error={errors.of('note')} value={draft.note} onChange={(event) => change({ note: event.target.value })} />}
      </div>
      <footer className="zdesk-x">
        <p className="sm" role="status">{edit.dirty ? <span className="tag chg"><CloudOff aria-hidden size={13} />{edit.keptAt && t('draw.kept', { time: clock(edit.keptAt) })}</span> : <span className="tag">{t('draw.same')}</span>}</p>
        <span className="grow" />
        {edit.dirty && <button type="button" className="btn" disabled={edit.saving} onClick={putAway}>{t('draw.discard')}</button>}
        <button type="submit" className="btn pri" disabled={!edit.dirty || edit.saving} data-act="save-zone"><Save aria-hidden className="i" />{edit.saving ? t('draw.save.saving') : kind === 'move' ? t('draw.save.move', { from: code ?? '', code: target || '…' }) : t('draw.save.edit', { code: target || '…' })}</button>
      </footer>
    </form>
  );
}

/** The faults a refusal names with their places. */
export function faultsIn(reason: unknown): Fault[] {
  const found = reason instanceof Problem ? reason.members.faults : undefined;
  return Array.isArray(found) ? found.filter((fault): fault is Fault => typeof fault === 'object' && fault !== null && 'text' in fault) : NO_FAULTS;
}
