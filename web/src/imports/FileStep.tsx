import { FileCheck2, FileUp } from 'lucide-react';
import { useId, useState } from 'react';
import { useWords } from '../i18n';
import { usePlans, useHazards } from '../plans/planQueries';
import { isEditable } from '../plans/stages';
import { Choices } from '../shared/form/Choices';
import { Select } from '../shared/form/Select';
import { Field } from '../shared/Field';
import { useSession } from '../api/queries';
import { bundled } from './bundle';
import type { StepProps } from './ImportPage';
import { KINDS } from './types';

const ACCEPT = '.geojson,.json,.ndjson,.geojsonl,.kml,.kmz,.zip,.shp,.shx,.dbf,.prj,.cpg,.gpkg,.fgb,.csv,.xlsx';

/** What the file holds, the file itself, and where zones go. */
export function FileStep({ state, again, onFile }: StepProps & { onFile: (name: string, bytes: Blob) => void }) {
  const { t } = useWords();
  const { settings, file, draft } = state;
  return (
    <div className="wiz-cols">
      <div className="stack wide">
        <Choices legend={t('importing.what')} value={settings.kind} onChange={(kind) => again({ do: 'settings', change: { kind } })} choices={KINDS.map((kind) => ({ value: kind, name: t(`importing.kind.${kind}.name`), what: t(`importing.kind.${kind}.what`) }))} />
        <Drop onFile={onFile} />
        {file && draft && !state.busy && (
          <p className="ban ok"><FileCheck2 aria-hidden className="i" /><span className="grow"><b>{file.name}</b><br />{t('importing.found', { count: draft.file.features, format: draft.file.format })}</span></p>
        )}
      </div>
      <div className="stack wide">
        {settings.kind === 'zones' && <Into {...{ state, again }} />}
        {settings.kind === 'admin-units' && <Field label={t('importing.asOf')} hint={t('importing.asOfHint')} type="date" value={settings.asOf} onChange={(event) => again({ do: 'settings', change: { asOf: event.target.value } })} />}
      </div>
    </div>
  );
}

function Drop({ onFile }: { onFile: (name: string, bytes: Blob) => void }) {
  const { t } = useWords();
  const id = useId();
  const [over, setOver] = useState(false);
  const [fault, setFault] = useState<'several' | 'no_shp' | 'no_dbf' | null>(null);
  const take = async (list: FileList | null) => {
    const found = await bundled([...(list ?? [])]);
    if ('name' in found) { setFault(null); onFile(found.name, found.bytes); }
    else setFault(found.fault === 'empty' ? null : found.fault);
  };
  return (
    <div className={fault ? 'fld err' : 'fld'}>
      {fault && <p className="errmsg" role="alert">{t(`importing.bundle.${fault}`)}</p>}
      <label
        htmlFor={id} className={over ? 'drop over' : 'drop'}
        onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
        onDrop={(event) => { event.preventDefault(); setOver(false); void take(event.dataTransfer.files); }}
      >
        <FileUp aria-hidden size={28} />
        <b>{t('importing.drop')}</b>
        <span className="hint">{t('importing.formats')}</span>
        <input id={id} type="file" multiple accept={ACCEPT} className="vh" onChange={(event) => { void take(event.target.files).then(() => { event.target.value = ''; }); }} />
      </label>
    </div>
  );
}

function Into({ state, again }: Pick<StepProps, 'state' | 'again'>) {
  const { t, loc } = useWords();
  const rights = useSession().data?.permissions ?? [];
  const plans = (usePlans().data ?? []).filter((plan) => plan.open && isEditable(plan.open.stage));
  const hazards = useHazards().data ?? [];
  const { into, hazard, level } = state.settings;
  const plan = into && into !== 'force' ? into.plan : '';
  const set = (change: Partial<typeof state.settings>) => again({ do: 'settings', change });
  return (
    <>
      <Choices
        legend={t('importing.into.legend')} hint={t('importing.into.hint')} value={into === 'force' ? 'force' : into ? 'plan' : null}
        onChange={(value) => set({ into: value === 'force' ? 'force' : { plan: plan || plans[0]?.code || '' } })}
        choices={[
          { value: 'plan', name: t('importing.into.plan'), what: plans.length === 0 ? t('importing.into.noPlan') : t('importing.into.planWhat') },
          ...(rights.includes('approve_plan') || rights.includes('manage_units') ? [{ value: 'force', name: t('importing.into.force'), what: t('importing.into.forceWhat') }] : []),
        ]}
      />
      {into && into !== 'force' && (
        <Select label={t('importing.into.which')} value={plan} onChange={(event) => set({ into: { plan: event.target.value } })} options={[...(plans.some((each) => each.code === plan) ? [] : [{ value: plan, name: plan || t('plan.choose') }]), ...plans.map((each) => ({ value: each.code, name: `${each.unit_name} · ${loc(each.hazard_name)} (${each.code})` }))]} />
      )}
      <div className="pair-f">
        <Select label={t('importing.hazard')} hint={t('importing.hazardHint')} value={hazard} onChange={(event) => set({ hazard: event.target.value })} options={[{ value: '', name: t('importing.asFile') }, ...hazards.map((each) => ({ value: each.code, name: loc(each.name) }))]} />
        <Select label={t('importing.level')} hint={t('importing.levelHint')} value={level} onChange={(event) => set({ level: event.target.value })} options={[{ value: '', name: t('importing.asFile') }, ...[1, 2, 3, 4, 5].map((each) => ({ value: String(each), name: t('level.noun', { value: each }) }))]} />
      </div>
    </>
  );
}
