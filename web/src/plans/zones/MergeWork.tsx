import { ArrowLeft, Combine } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState, type FormEvent } from 'react';
import type { Laid } from '../../drawing/DrawMap';
import { isOnePiece, union } from '../../drawing/union';
import { useWords } from '../../i18n';
import { Field } from '../../shared/Field';
import { ErrorSummary } from '../../shared/form/ErrorSummary';
import { useFormErrors } from '../../shared/form/useFormErrors';
import { hectares } from '../../shared/format';
import { useToast } from '../../shared/Toast';
import { useBoard, type WorkProps } from './board';
import { ClashBox } from './ClashBox';
import { faultsIn } from './EditWork';
import { Measured } from './Measured';
import { useMeasure } from './useMeasure';
import { joinedCode } from './work';
import { basesOf, Clash, mergeZones, sendOver } from './zoneActs';

/** Neighbouring zones made one: chosen on the map or in the list, measured as one before anything is written. */
export function MergeWork({ codes, version, zones, onBoard, go, onSaved, onRefresh }: WorkProps & { codes: string[] }) {
  const { t, lang } = useWords();
  const say = useToast();
  const chosen = useMemo(() => codes.flatMap((code) => zones.find((zone) => zone.properties.code === code) ?? []), [codes.join(), zones]);
  const held = useMemo(() => chosen.map((zone) => zone.properties.code), [chosen]);
  const taken = zones.map((zone) => zone.properties.code);
  const largest = [...chosen].sort((a, b) => b.properties.area_m2 - a.properties.area_m2)[0];
  const [typed, setTyped] = useState<{ code?: string; name?: string; note: string }>({ note: '' });
  const code = typed.code ?? joinedCode(held, taken);
  const name = typed.name ?? largest?.properties.name ?? '';
  const errors = useFormErrors('merge', ['code', 'name', 'note', 'codes']);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const toggle = useCallback((each: string) => go({ kind: 'merge', codes: codes.includes(each) ? codes.filter((other) => other !== each) : [...codes, each] }), [codes.join(), go]);

  const joined = useMemo(() => (chosen.length > 1 ? union(chosen.map((zone) => zone.geometry)) : null), [chosen]);
  const communes = new Set(chosen.map((zone) => zone.properties.commune_code)).size;
  const measuring = useMeasure(joined, { hazard: version.hazard, commune_code: largest?.properties.commune_code, except: held });
  const laid = useMemo((): Laid[] => (joined ? [{ kind: 'joined', area: joined }] : []), [joined]);
  const lookAt = useMemo(() => ({ key: 'merge', areas: chosen.length > 0 ? chosen.map((zone) => zone.geometry) : zones.map((zone) => zone.geometry) }), []);
  const onChoose = useCallback((each: string) => { if (taken.includes(each)) toggle(each); }, [toggle, taken.join()]);
  useBoard(onBoard, { chosen: held, laid, lookAt, onChoose });
  useEffect(() => { if (error !== null && !(error instanceof Clash)) errors.failed(error); }, [error]);

  const [bases, setBases] = useState(() => new Map<string, number | null>());
  useEffect(() => setBases((before) => new Map(held.map((each) => [each, before.get(each) ?? basesOf([each], zones).get(each) ?? null]))), [held]);
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      const after = await sendOver(version, version.revision, bases, (revision) => mergeZones(version, { codes: held, into: { code: code.trim(), name: name.trim(), geometry: null }, note: typed.note.trim() }, revision));
      onSaved(after);
      say({ tone: 'done', text: t('draw.merge.done', { codes: held.join(', '), code: code.trim() }) });
      go({ kind: 'overview', codes: [code.trim()] });
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const used = taken.includes(code.trim());
    if (errors.found({ codes: held.length < 2 ? t('draw.merge.few') : communes > 1 && t('draw.merge.communes'), code: code.trim() === '' ? t('plan.zone.codeNeeded') : used && t('plan.zone.codeTaken'), name: name.trim() === '' && t('plan.zone.nameNeeded'), note: typed.note.trim() === '' && t('draw.noteNeeded') })) return;
    void send();
  };
  const clash = error instanceof Clash ? error : null;
  const sorted = [...zones].sort((a, b) => a.properties.code.localeCompare(b.properties.code, 'vi', { numeric: true }));
  return (
    <form className="zform" onSubmit={submit} noValidate>
      <div className="zdesk-b">
        <header className="row sp top">
          <h3 tabIndex={-1}>{t('draw.merge.title')}</h3>
          <button type="button" className="btn s" onClick={() => go({ kind: 'overview', codes: held.slice(0, 1) })}><ArrowLeft aria-hidden className="i sm" />{t('draw.act.done')}</button>
        </header>
        <p className="mut sm">{t('draw.merge.lead')}</p>
        {clash && <ClashBox clash={clash} mine={null} myArea={null} onKeep={() => { setBases(new Map(basesOf(held, clash.zones))); setError(null); onRefresh(); }} onTake={() => go({ kind: 'overview', codes: [] })} onGoOn={() => setError(null)} />}
        <ErrorSummary errors={errors.errors} />
        {errors.general && <p className="errmsg" role="alert">{errors.general}</p>}
        <fieldset className="fld" id={errors.idOf('codes')} tabIndex={-1}>
          <legend className="lbl">{t('draw.merge.choose')}</legend>
          <ul className="ticks">
            {sorted.map(({ properties: p }) => (
              <li key={p.code}><label className="tickline"><input type="checkbox" className="chk small" checked={held.includes(p.code)} onChange={() => toggle(p.code)} /><b>{p.code}</b><span className="cut grow">{p.name}</span><span className="num mut">{hectares(p.area_m2, lang)}</span></label></li>
            ))}
          </ul>
        </fieldset>
        {joined && (
          <>
            {!isOnePiece(joined) && <p className="ban warn">{t('draw.merge.apart')}</p>}
            {communes > 1 && <p className="ban dan">{t('draw.merge.communes')}</p>}
            <Measured measuring={measuring} refused={faultsIn(error)} />
            <Field id={errors.idOf('code')} label={t('draw.merge.code')} hint={t('plan.zone.codeHint')} error={errors.of('code')} value={code} onChange={(event) => setTyped({ ...typed, code: event.target.value })} />
            <Field id={errors.idOf('name')} label={t('draw.merge.name')} error={errors.of('name')} value={name} onChange={(event) => setTyped({ ...typed, name: event.target.value })} />
            <Field multiline id={errors.idOf('note')} label={t('draw.note')} hint={t('draw.noteHint')} error={errors.of('note')} value={typed.note} onChange={(event) => setTyped({ ...typed, note: event.target.value })} />
            <p className="mut sm">{t('draw.merge.then', { codes: held.join(', ') })}</p>
          </>
        )}
      </div>
      {joined && <footer className="zdesk-x"><span className="grow" /><button type="submit" className="btn pri" disabled={busy} data-act="merge"><Combine aria-hidden className="i" />{t('draw.merge.act', { codes: held.join(' + '), code: code.trim() || '…' })}</button></footer>}
    </form>
  );
}
