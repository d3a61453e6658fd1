import '../i18n/resources';
import '../imports/imports.css';
import '../households/register.css';
import './resources.css';
import { useQueryClient } from '@tanstack/react-query';
import { CircleCheck, DatabaseZap, FileUp, LoaderCircle, RotateCcw } from 'lucide-react';
import { useRef, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { Gate } from '../accounts/Gate';
import { keys } from '../api/keys';
import { Office } from '../app/Office';
import { useOwnCommunes } from '../households/communes';
import { FATES, type Fate } from '../households/types';
import { useWords } from '../i18n';
import { Failure } from '../shared/Failure';
import { Select } from '../shared/form/Select';
import { number } from '../shared/format';
import { Tag, type Tone } from '../shared/Tags';
import { importLines, templateAddress, type ImportSettings } from './resourceQueries';
import { REGISTERS, type Register, type ResourceImport } from './types';

const TONE: Record<Fate, Tone> = { new: 'ok', updated: 'warn', unchanged: 'plain', doubtful: 'unknown', refused: 'danger' };
const BEGUN: ImportSettings = { unit: '', sheet: '', doubtful: [] };

/** A register on its way in: the file, every row's fate, and only then writing. */
export default function ImportPage() {
  const { t } = useWords();
  const [query] = useSearchParams();
  const asked = query.get('so');
  const register = REGISTERS.find((each) => each === asked);
  return (
    <Office title={t('resources.imp.title')} lead={register && t(`resources.tabs.${register}`)} crumbs={[{ href: register ? `/nguon-luc?so=${register}` : '/nguon-luc', name: t('resources.title') }]}>
      <Gate needs="edit_resources">{register ? <Work key={register} register={register} /> : <ShelterFiles />}</Gate>
    </Office>
  );
}

function ShelterFiles() {
  const { t } = useWords();
  return <div className="emptybox"><p>{t('resources.imp.shelters')}</p><p><Link className="btn pri" href="/nhap-ban-do">{t('resources.imp.toMap')}</Link></p></div>;
}

function Work({ register }: { register: Register }) {
  const { t, loc } = useWords();
  const client = useQueryClient();
  const units = useOwnCommunes();
  const [file, setFile] = useState<File | null>(null);
  const [settings, setSettings] = useState(BEGUN);
  const [draft, setDraft] = useState<ResourceImport | null>(null);
  const [done, setDone] = useState<ResourceImport | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const latest = useRef(0);
  // An older answer is dropped by its number.
  const ask = async (from: File, next: ImportSettings, dryRun: boolean) => {
    const mine = ++latest.current;
    setBusy(true);
    setError(null);
    try {
      const answer = await importLines(register, from, next, dryRun);
      if (mine !== latest.current) return;
      if (dryRun) setDraft(answer);
      else { setDone(answer); void client.invalidateQueries({ queryKey: keys.resources }); }
    } catch (reason) {
      if (mine === latest.current) { setError(reason); if (dryRun) setDraft(null); }
    } finally {
      if (mine === latest.current) setBusy(false);
    }
  };
  const set = (next: ImportSettings, again: boolean) => { setSettings(next); if (again && file) void ask(file, next, true); };
  const count = draft ? draft.counts.new + draft.counts.updated + settings.doubtful.length : 0;
  if (done) {
    return (
      <div className="stack wide" data-result>
        <p className="ban ok"><CircleCheck aria-hidden className="i" /><span className="grow"><b>{t('resources.imp.done')}</b> {loc(done.summary)}</span></p>
        <div className="acts-row"><Link className="btn pri" href={`/nguon-luc?so=${register}`}>{t('resources.imp.back')}</Link><button type="button" className="btn" onClick={() => { setDone(null); setDraft(null); setFile(null); setSettings(BEGUN); }}><RotateCcw aria-hidden className="i" />{t('resources.imp.again')}</button></div>
      </div>
    );
  }
  return (
    <div className="stack wide">
      <div className="resfields">
        <div className="fld">
          <label htmlFor="resource-file" className="drop"><FileUp aria-hidden size={28} /><b>{file ? file.name : t('resources.imp.drop')}</b><span className="hint">{t('resources.imp.accept')}</span>
            <input id="resource-file" type="file" accept=".xlsx,.csv,.txt" className="vh" onChange={(event) => { const chosen = event.target.files?.[0]; event.target.value = ''; if (chosen) { const next = { ...BEGUN, unit: settings.unit }; setFile(chosen); setSettings(next); void ask(chosen, next, true); } }} />
          </label>
        </div>
        <div className="stack wide">
          {units.length > 1 && <Select label={t('resources.imp.unit')} value={settings.unit} onChange={(event) => set({ ...settings, unit: event.target.value, doubtful: [] }, true)} options={[{ value: '', name: t('resources.imp.own') }, ...units.map((each) => ({ value: each.code, name: each.name }))]} />}
          <p><a href={templateAddress(register)} download>{t('resources.template')}</a></p>
        </div>
      </div>
      {busy && <p className="behind" role="status"><LoaderCircle aria-hidden size={14} />{t('resources.imp.reading')}</p>}
      {error !== null && <Failure error={error} />}
      {draft && <Rows draft={draft} settings={settings} set={(next) => set(next, false)} />}
      {draft && file && <p><button type="button" className="btn pri xl" disabled={busy || count === 0} onClick={() => void ask(file, settings, false)} data-act="write"><DatabaseZap aria-hidden className="i" />{t('resources.imp.write', { count })}</button></p>}
    </div>
  );
}

function Rows({ draft, settings, set }: { draft: ResourceImport; settings: ImportSettings; set: (settings: ImportSettings) => void }) {
  const { t, loc, lang } = useWords();
  const take = (row: number, on: boolean) => set({ ...settings, doubtful: on ? [...settings.doubtful, row] : settings.doubtful.filter((each) => each !== row) });
  return (
    <>
      <p><b>{loc(draft.summary)}</b></p>
      {draft.remarks.map((remark, i) => <p key={i} className="ban info"><span className="grow">{loc(remark)}</span></p>)}
      <p className="mut sm">{t('resources.imp.columns')}: {draft.columns.map((column) => `${column.title.join(' › ')}${column.field ? '' : ` (${t('resources.imp.notRead')})`}`).join(' · ')}</p>
      <p className="regtags">{FATES.filter((fate) => draft.counts[fate] > 0).map((fate) => <Tag key={fate} tone={TONE[fate]}>{t(`resources.imp.${fate}`)} {number(draft.counts[fate], lang)}</Tag>)}</p>
      <div className="imprules" tabIndex={0} role="group" aria-label={t('resources.imp.fate')}>
        <table>
          <thead><tr><th scope="col">{t('resources.imp.row')}</th><th scope="col">{t('resources.col.name')}</th><th scope="col">{t('resources.imp.fate')}</th></tr></thead>
          <tbody>
            {draft.rows.slice(0, 500).map((row) => (
              <tr key={row.row} data-row={row.row} data-fate={row.fate}>
                <th scope="row">{row.row}</th>
                <td>{row.entry.name || '–'}<small>{[row.code, row.entry.place, row.entry.village].filter(Boolean).join(' · ')}</small></td>
                <td>
                  <Tag tone={TONE[row.fate]}>{t(`resources.imp.${row.fate}`)}</Tag>{row.counted !== null && <> {t('resources.imp.counted', { n: number(row.counted, lang, 3) })}</>}
                  {row.fate === 'doubtful' && <label className="tickline"><input type="checkbox" className="chk small" checked={settings.doubtful.includes(row.row)} onChange={(event) => take(row.row, event.target.checked)} />{t('resources.imp.take')}</label>}
                  <ul>{[...row.reasons, ...row.remarks].map((words, i) => <li key={i}>{loc(words)}</li>)}</ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {draft.missing.length > 0 && <section className="block"><h3>{t('resources.imp.missing')} ({number(draft.missing.length, lang)})</h3><ul className="stack">{draft.missing.slice(0, 200).map((each) => <li key={each.code}>{each.code} · {each.name}</li>)}</ul></section>}
    </>
  );
}
