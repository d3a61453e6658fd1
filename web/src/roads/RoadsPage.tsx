import '../i18n/planning';
import '../i18n/resources';
import '../imports/imports.css';
import './roads.css';
import { CircleCheck, DatabaseZap, FileUp, LoaderCircle, RotateCcw } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Gate } from '../accounts/Gate';
import { loadRoads, useRoads, type RoadImport, type RoadSet } from '../api/allocation';
import { useUnits } from '../api/accounts';
import { Office } from '../app/Office';
import { useSignedIn } from '../app/session/useSignedIn';
import { within } from '../plans/reach';
import { kilometres } from '../plans/arrangements/words';
import { useWords } from '../i18n';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { useNow } from '../shared/clock';
import { Failure, Waiting } from '../shared/Failure';
import { Select } from '../shared/form/Select';
import { moment, number } from '../shared/format';
import { DataTable, type Column } from '../shared/table/DataTable';
import { Tag } from '../shared/Tags';

/** The whole, beside the codes of units. */
const WHOLE = '*';

/** The roads distances are measured on: what is loaded, and loading it, tried out first. */
export default function RoadsPage() {
  const { t } = useWords();
  return (
    <Office title={t('arrange.roads.title')} lead={t('arrange.roads.lead')} crumbs={[{ href: '/nguon-luc', name: t('resources.title') }]}>
      <Gate needs="manage_units"><Load /><Loaded /></Gate>
    </Office>
  );
}

function Load() {
  const { t, loc, lang } = useWords();
  const client = useQueryClient();
  const { account } = useSignedIn();
  const all = useUnits().data ?? [];
  const own = account?.unit_code ?? null;
  const units = all.filter((unit) => own === null || within(all, unit.code, own)).sort((a, b) => a.name.localeCompare(b.name, 'vi'));
  const [unit, setUnit] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [found, setFound] = useState<RoadImport | null>(null);
  const [done, setDone] = useState<RoadImport | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [asking, setAsking] = useState(false);
  const latest = useRef(0);
  const n = (count: number) => number(count, lang, 0);
  const name = unit === WHOLE ? t('arrange.roads.whole') : (units.find((each) => each.code === unit)?.name ?? unit);
  const code = unit === WHOLE ? '' : unit;
  // An older answer is dropped by its number.
  const read = async (from: File, of: string) => {
    const mine = ++latest.current;
    setBusy(true);
    setError(null);
    setFound(null);
    try {
      const answer = await loadRoads(of === WHOLE ? '' : of, from, true);
      if (mine === latest.current) setFound(answer);
    } catch (reason) {
      if (mine === latest.current) setError(reason);
    }
    if (mine === latest.current) setBusy(false);
  };
  if (done) {
    return (
      <section className="block" data-result>
        <p className="ban ok"><CircleCheck aria-hidden className="i" /><span className="grow"><b>{t('arrange.roads.done')}</b> {loc(done.summary)}</span></p>
        <div className="acts-row"><button type="button" className="btn" onClick={() => { setDone(null); setFound(null); setFile(null); }}><RotateCcw aria-hidden className="i" />{t('arrange.roads.again')}</button></div>
      </section>
    );
  }
  return (
    <section className="block" aria-labelledby="roads-load">
      <h3 id="roads-load">{t('arrange.roads.load')}</h3>
      <div className="roadfields">
        <Select label={t('arrange.roads.unit')} value={unit} onChange={(event) => { setUnit(event.target.value); if (file && event.target.value) void read(file, event.target.value); else setFound(null); }} options={[{ value: '', name: t('plan.choose') }, ...(own === null ? [{ value: WHOLE, name: t('arrange.roads.whole') }] : []), ...units.map((each) => ({ value: each.code, name: each.name }))]} />
        <div className="fld">
          <label htmlFor="roads-file" className="drop"><FileUp aria-hidden size={28} /><b>{file ? file.name : t('arrange.roads.file')}</b><span className="hint">{t('arrange.roads.fileHint')}</span>
            <input id="roads-file" type="file" accept=".geojson,.json" className="vh" onChange={(event) => { const chosen = event.target.files?.[0]; event.target.value = ''; if (chosen) { setFile(chosen); if (unit) void read(chosen, unit); } }} />
          </label>
        </div>
      </div>
      {file && !unit && <p className="errmsg" role="status">{t('arrange.roads.unitNeeded')}</p>}
      {busy && <p className="behind" role="status"><LoaderCircle aria-hidden size={14} />{t('arrange.roads.reading')}</p>}
      {error !== null && <Failure error={error} />}
      {found && (
        <div className="stack" data-found>
          <p><Tag tone="warn">{t('arrange.roads.found')}</Tag> <b>{loc(found.summary)}</b></p>
          {found.refused.length > 0 && <details open={found.lines === 0}><summary>{t('arrange.roads.refused', { count: found.refused.length })}</summary><ul className="dots">{found.refused.slice(0, 100).map((each, i) => <li key={i}>{loc(each.place)}: {loc(each.reason)}</li>)}</ul></details>}
          {found.lines === 0 ? <p className="errmsg">{t('arrange.roads.nothing')}</p> : <p><button type="button" className="btn pri xl" disabled={busy} onClick={() => setAsking(true)} data-act="write"><DatabaseZap aria-hidden className="i" />{t('arrange.roads.write', { count: found.lines, n: n(found.lines), unit: name })}</button></p>}
        </div>
      )}
      {asking && found && file && (
        <ConfirmSheet
          act={t('arrange.roads.write', { count: found.lines, n: n(found.lines), unit: name })} tone={found.replaced > 0 ? 'dan' : 'pri'} onClose={() => setAsking(false)}
          answers={[{ name: t('arrange.roads.col.file'), value: file.name }, { name: t('arrange.roads.what'), value: loc(found.summary) }, { name: t('arrange.roads.then'), value: t('arrange.roads.writeWhat') }]}
          onAct={async () => { const answer = await loadRoads(code, file, false); void client.invalidateQueries({ queryKey: ['roads'] }); void client.invalidateQueries({ queryKey: ['allocation'] }); setDone(answer); }}
        />
      )}
    </section>
  );
}

function Loaded() {
  const { t, lang } = useWords();
  const now = useNow(60_000);
  const roads = useRoads();
  const columns: Column<RoadSet>[] = [
    { key: 'unit', heading: t('arrange.roads.col.unit'), main: true, value: (set) => set.unit_name || t('arrange.roads.whole'), cell: (set) => <>{set.unit_name || t('arrange.roads.whole')}<small>{set.unit_code}</small></> },
    { key: 'lines', heading: t('arrange.roads.col.lines'), num: true, value: (set) => set.lines },
    { key: 'crossings', heading: t('arrange.roads.col.crossings'), num: true, value: (set) => set.crossings },
    { key: 'length', heading: t('arrange.roads.col.length'), num: true, value: (set) => set.length_m, cell: (set) => kilometres(set.length_m, lang) },
    { key: 'loaded', heading: t('arrange.roads.col.loaded'), value: (set) => set.loaded_at, cell: (set) => <>{moment(set.loaded_at, now)}<small>{set.loaded_by}</small></> },
    { key: 'file', heading: t('arrange.roads.col.file'), value: (set) => set.file_name },
  ];
  return (
    <section className="block" aria-labelledby="roads-loaded">
      <h3 id="roads-loaded">{t('arrange.roads.loaded')}</h3>
      {roads.data ? <DataTable caption={t('arrange.roads.loaded')} columns={columns} rows={roads.data} rowKey={(set) => set.unit_code || WHOLE} empty={<p>{t('arrange.roads.none')}</p>} /> : <Waiting error={roads.error} retry={() => void roads.refetch()} />}
    </section>
  );
}
