import '../i18n/register';
import '../imports/imports.css';
import './register.css';
import { useQueryClient } from '@tanstack/react-query';
import { ArrowLeft, ArrowRight, Check, CircleCheck, DatabaseZap, FileCheck2, FileUp, LoaderCircle, RotateCcw } from 'lucide-react';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { Link } from 'wouter';
import { Gate } from '../accounts/Gate';
import { keys } from '../api/keys';
import { Office } from '../app/Office';
import { useWords } from '../i18n';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { Failure } from '../shared/Failure';
import { Field } from '../shared/Field';
import { Select } from '../shared/form/Select';
import { number } from '../shared/format';
import { useOwnCommunes } from './communes';
import { importHouseholds, TEMPLATE } from './registerQueries';
import { RowsStep } from './RowsStep';
import type { HouseholdImport } from './types';
import { BEGUN, STEPS, withColumn, writes, type Settings, type Step } from './wizard';
import { dayWords } from './words';

/** A register on its way in: the file, its columns as they were understood, every row's fate, and only then writing. */
export default function ImportPage() {
  const { t } = useWords();
  return (
    <Office title={t('register.imp.title')} lead={t('register.imp.lead')} crumbs={[{ href: '/ho-dan', name: t('register.title') }]}>
      <Gate needs="edit_households"><Wizard /></Gate>
    </Office>
  );
}

function Wizard() {
  const { t, lang } = useWords();
  const client = useQueryClient();
  const [step, setStep] = useState<Step>('file');
  const [file, setFile] = useState<File | null>(null);
  const [settings, setSettings] = useState<Settings>(BEGUN);
  const [draft, setDraft] = useState<HouseholdImport | null>(null);
  const [done, setDone] = useState<HouseholdImport | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [confirming, setConfirming] = useState(false);
  const asked = useRef(0);
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => { top.current?.focus({ preventScroll: true }); document.getElementById('main')?.scrollTo({ top: 0 }); }, [step]);

  // Whenever what is asked changes, the answer is asked for again; an older answer is dropped by its number.
  const ask = useCallback(async (from: File, next: Settings) => {
    const mine = ++asked.current;
    setBusy(true);
    setError(null);
    try {
      const answer = await importHouseholds(from.name, new Blob([from], { type: 'application/octet-stream' }), next, true);
      if (mine === asked.current) setDraft(answer);
    } catch (reason) {
      if (mine === asked.current) { setError(reason); setDraft(null); }
    } finally {
      if (mine === asked.current) setBusy(false);
    }
  }, []);
  const set = (next: Settings, again = true) => { setSettings(next); if (again && file) void ask(file, next); };
  const choose = (chosen: File) => { const next = { ...BEGUN, commune: settings.commune }; setFile(chosen); setSettings(next); void ask(chosen, next); };
  const write = async () => {
    if (!file) return;
    setDone(await importHouseholds(file.name, new Blob([file], { type: 'application/octet-stream' }), settings, false));
    setStep('result');
    for (const key of [keys.households, keys.zones]) void client.invalidateQueries({ queryKey: key });
  };
  const count = draft ? writes(draft, settings) : 0;
  const at = STEPS.indexOf(step);
  const next = STEPS[at + 1];
  return (
    <>
      <Steps step={step} reached={draft !== null} onGo={setStep} />
      <section className="wiz" aria-labelledby="wiz-title">
        <h3 id="wiz-title" ref={top} tabIndex={-1}>{t(`register.imp.step.${step}`)}</h3>
        {step === 'columns' && <p className="mut">{t('register.imp.columnsLead')}</p>}
        {step === 'rows' && <p className="mut">{t('register.imp.rowsLead')}</p>}
        {error !== null && <Failure error={error} />}
        {step === 'file' && <FileStep file={file} draft={draft} settings={settings} busy={busy} onFile={choose} set={set} />}
        {step === 'columns' && draft && <ColumnsStep draft={draft} busy={busy} onColumn={(letter, field) => set(withColumn(settings, letter, field))} />}
        {step === 'rows' && draft && <RowsStep draft={draft} settings={settings} set={(each) => set(each, false)} />}
        {step === 'result' && done && <Result done={done} onAgain={() => { setFile(null); setDraft(null); setDone(null); setSettings(BEGUN); setStep('file'); }} />}
      </section>
      {step !== 'result' && (
        <footer className="wiz-x">
          {at > 0 && <button type="button" className="btn" onClick={() => setStep(STEPS[at - 1] ?? 'file')}><ArrowLeft aria-hidden className="i" />{t('back')}</button>}
          <p className="sm grow" role="status">{busy ? <span className="behind"><LoaderCircle aria-hidden size={14} />{t('register.imp.reading')}</span> : step === 'rows' && count === 0 ? <b>{t('register.imp.nothing')}</b> : <span className="mut">{t('register.imp.notWritten')}</span>}</p>
          {step === 'rows'
            ? <button type="button" className="btn pri" disabled={busy || count === 0} onClick={() => setConfirming(true)} data-act="write"><DatabaseZap aria-hidden className="i" />{t('register.imp.write', { count })}</button>
            : next && <button type="button" className="btn pri" disabled={busy || !draft} onClick={() => setStep(next)} data-act="next">{t('register.imp.next', { step: t(`register.imp.step.${next}`) })}<ArrowRight aria-hidden className="i" /></button>}
        </footer>
      )}
      {confirming && draft && (
        <ConfirmSheet
          act={t('register.imp.write', { count })} onClose={() => setConfirming(false)} onAct={write}
          answers={[
            { name: t('register.imp.check'), value: draft.file_name },
            { name: t('register.field.as_of'), value: dayWords(draft.as_of) },
            { name: t('register.imp.checkRows'), value: `${t('register.imp.new')} ${number(draft.counts.new, lang)} · ${t('register.imp.updated')} ${number(draft.counts.updated, lang)} · ${t('register.imp.doubtful')} ${number(count - draft.counts.new - draft.counts.updated, lang)}` },
            { name: t('register.imp.checkNot'), value: `${t('register.imp.unchanged')} ${number(draft.counts.unchanged, lang)} · ${t('register.imp.refused')} ${number(draft.counts.refused, lang)} · ${t('register.imp.missing')} ${number(draft.counts.missing, lang)}` },
          ]}
        />
      )}
    </>
  );
}

function Steps({ step, reached, onGo }: { step: Step; reached: boolean; onGo: (step: Step) => void }) {
  const { t } = useWords();
  const at = STEPS.indexOf(step);
  return (
    <ol className="wiz-steps">
      {STEPS.map((each, i) => (
        <li key={each} className={i < at ? 'done' : undefined} aria-current={i === at ? 'step' : undefined}>
          <button type="button" disabled={i === at || each === 'result' || step === 'result' || (i > 0 && !reached)} onClick={() => onGo(each)}><b className="wiz-n">{i < at ? <Check aria-hidden size={14} /> : i + 1}</b><span className="wiz-name">{t(`register.imp.step.${each}`)}</span></button>
        </li>
      ))}
    </ol>
  );
}

interface FileProps { file: File | null; draft: HouseholdImport | null; settings: Settings; busy: boolean; onFile: (file: File) => void; set: (settings: Settings) => void }
function FileStep({ file, draft, settings, busy, onFile, set }: FileProps) {
  const { t, loc } = useWords();
  const id = useId();
  const communes = useOwnCommunes();
  const [over, setOver] = useState(false);
  const take = (list: FileList | null) => { const chosen = list?.[0]; if (chosen) onFile(chosen); };
  return (
    <div className="wiz-cols">
      <div className="stack wide">
        <div className="fld">
          <label htmlFor={id} className={over ? 'drop over' : 'drop'} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={(event) => { event.preventDefault(); setOver(false); take(event.dataTransfer.files); }}>
            <FileUp aria-hidden size={28} /><b>{t('register.imp.drop')}</b><span className="hint">{t('register.imp.accept')}</span>
            <input id={id} type="file" accept=".xlsx,.csv,.txt" className="vh" onChange={(event) => { take(event.target.files); event.target.value = ''; }} />
          </label>
        </div>
        {file && draft && !busy && <p className="ban ok" data-found><FileCheck2 aria-hidden className="i" /><span className="grow">{t('register.imp.found', { name: file.name, count: draft.rows.length, day: dayWords(draft.as_of) })}</span></p>}
        {draft?.remarks.map((remark, i) => <p key={i} className="ban info"><span className="grow">{loc(remark)}</span></p>)}
        <p><a href={TEMPLATE} download>{t('register.template')}</a></p>
      </div>
      <div className="stack wide">
        {communes.length > 1 && <Select label={t('register.imp.commune')} value={settings.commune} onChange={(event) => set({ ...settings, commune: event.target.value, doubtful: [] })} options={[{ value: '', name: t('register.imp.communeAuto') }, ...communes.map((each) => ({ value: each.code, name: each.name }))]} />}
        <Field type="date" label={t('register.imp.asOf')} hint={t('register.imp.asOfHint')} value={settings.asOf} onChange={(event) => set({ ...settings, asOf: event.target.value })} />
        {draft && draft.sheets.length > 1 && <Select label={t('register.imp.sheet')} value={draft.sheet} onChange={(event) => set({ ...settings, sheet: event.target.value, columns: {}, doubtful: [] })} options={draft.sheets.map((name) => ({ value: name, name }))} />}
      </div>
    </div>
  );
}

function ColumnsStep({ draft, busy, onColumn }: { draft: HouseholdImport; busy: boolean; onColumn: (letter: string, field: string) => void }) {
  const { t, loc } = useWords();
  return (
    <div className="imprules impcols">
      <table>
        <thead><tr><th scope="col">{t('register.imp.column')}</th><th scope="col">{t('register.imp.meaning')}</th><th scope="col">{t('register.imp.examples')}</th></tr></thead>
        <tbody>
          {draft.columns.map((column) => (
            <tr key={column.letter} data-column={column.letter}>
              <th scope="row">{column.title.join(' › ') || column.letter}<small>{column.letter}</small></th>
              <td>
                <select className="inp" aria-label={column.title.join(' › ') || column.letter} value={column.field ?? 'none'} disabled={busy} onChange={(event) => onColumn(column.letter, event.target.value)}>
                  <option value="none">{t('register.imp.notRead')}</option>
                  {draft.fields.map((field) => <option key={field.code} value={field.code}>{loc(field.name)}</option>)}
                </select>
              </td>
              <td className="mut">{column.examples.join(' · ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Result({ done, onAgain }: { done: HouseholdImport; onAgain: () => void }) {
  const { t, loc, lang } = useWords();
  const counts = (['new', 'updated', 'unchanged', 'doubtful', 'refused', 'without_zone'] as const);
  return (
    <div className="stack wide" data-result>
      <p className="ban ok"><CircleCheck aria-hidden className="i" /><span className="grow"><b>{t('register.imp.done')}</b> {loc(done.summary)}</span></p>
      <dl className="counts">{counts.map((each) => <div key={each} className={done.counts[each] === 0 ? 'none' : undefined}><dt>{t(`register.imp.${each}`)}</dt><dd>{number(done.counts[each], lang)}</dd></div>)}</dl>
      {done.missing.length > 0 && (
        <section className="block"><h3>{t('register.imp.missing')} ({number(done.missing.length, lang)})</h3><p className="mut sm">{t('register.imp.missingLead')}</p>
          <ul className="stack">{done.missing.slice(0, 200).map((each) => <li key={each.household_id}><Link href={`/ho-dan/${each.household_id}`}>{each.code} · {each.head}</Link> <span className="mut">{each.village}</span></li>)}</ul>
        </section>
      )}
      <div className="acts-row"><Link className="btn pri" href="/ho-dan">{t('register.imp.toRegister')}</Link><button type="button" className="btn" onClick={onAgain}><RotateCcw aria-hidden className="i" />{t('register.imp.again')}</button></div>
    </div>
  );
}
