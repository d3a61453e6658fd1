import { Search, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { ZoneFeature } from '../api/types';
import { useWords } from '../i18n';
import { levelOf } from '../plans/levels';
import { useHazards, useUnits } from '../plans/planQueries';
import { RingList } from '../plans/zones/RingList';
import { Select } from '../shared/form/Select';
import { Tiles } from '../shared/form/Tiles';
import { folded, householdsPeople } from '../shared/format';
import { ThresholdChip } from '../shared/LevelChip';
import { cornersOf, LEVELS, NO_RINGS, partsOf, toggled, type Draft, type Way } from './question';

interface Props { draft: Draft; set: (part: Partial<Draft>) => void; zones: ZoneFeature[]; counted: readonly string[]; waiting: ReactNode }

const WAY_WORDS = { level: 'byLevel', zones: 'byZones', area: 'byArea' } as const;

/** Hazard, level, unit, and where. Everything is asked at once when it is whole; there is no button to find. */
export function Question({ draft, set, zones, counted, waiting }: Props) {
  const { t, loc } = useWords();
  const hazards = useHazards().data ?? [];
  const units = (useUnits().data ?? []).slice().sort((a, b) => a.name.localeCompare(b.name, 'vi'));
  const way = (to: Way) => set({ way: to, ...(to === 'zones' && draft.zones.length === 0 && { zones: counted }) });
  return (
    <div className="wi-form">
      <div className="wi-two">
        <Select label={t('whatIf.hazard')} value={draft.hazard} onChange={(event) => set({ hazard: event.target.value, zones: [] })} options={[{ value: '', name: t('whatIf.choose') }, ...hazards.map((hazard) => ({ value: hazard.code, name: loc(hazard.name) }))]} data-field="hazard" />
        <Select label={t('whatIf.unit')} value={draft.unit} onChange={(event) => set({ unit: event.target.value })} options={[{ value: '', name: t('whatIf.everywhere') }, ...units.map((unit) => ({ value: unit.code, name: unit.name }))]} data-field="unit" />
      </div>
      <Tiles legend={t('whatIf.level')} hint={t('whatIf.levelHint')} small value={draft.level || null} onChange={(level) => set({ level })} tiles={LEVELS.map((value) => ({ value, name: <ThresholdChip level={levelOf(Number(value))} /> }))} />
      <Tiles legend={t('whatIf.which')} hint={t(`whatIf.${WAY_WORDS[draft.way]}What`)} small value={draft.way} onChange={way} tiles={(['level', 'zones', 'area'] as const).map((value) => ({ value, name: t(`whatIf.${WAY_WORDS[value]}`) }))} />
      {waiting}
      {draft.way === 'zones' && draft.hazard !== '' && !waiting && <ZoneTicks draft={draft} set={set} zones={zones} />}
      {draft.way === 'area' && (
        <div className="wi-area">
          <p className="row wrap"><span className="grow">{draft.rings.length === 0 ? t('whatIf.areaNone') : t('whatIf.areaDrawn', { count: partsOf(draft.rings), corners: cornersOf(draft.rings) })}</span>{draft.rings.length > 0 && <button type="button" className="btn s" onClick={() => set({ rings: NO_RINGS })} data-act="clear-area"><X aria-hidden className="i sm" />{t('whatIf.areaClear')}</button>}</p>
          <RingList rings={draft.rings} onRings={(rings) => set({ rings })} />
        </div>
      )}
    </div>
  );
}

/** More than these in view are not looked through but searched. */
const SHOWN = 60;

/** The zones as a list: what the map offers to a pointer, this offers to a keyboard and to a thumb. */
function ZoneTicks({ draft, set, zones }: Pick<Props, 'draft' | 'set' | 'zones'>) {
  const { t, lang } = useWords();
  const [typed, setTyped] = useState('');
  if (zones.length === 0) return <p className="mut">{t('whatIf.zonesNone')}</p>;
  const words = folded(typed).split(/\s+/).filter(Boolean);
  const found = zones.map((zone) => zone.properties).filter((zone) => {
    const hay = folded(`${zone.code} ${zone.village ?? ''} ${zone.name} ${zone.commune_name}`);
    return words.every((word) => hay.includes(word));
  });
  return (
    <fieldset className="wi-zones">
      <legend className="vh">{t('whatIf.zones')}</legend>
      <div className="row wrap">
        <div className="fld inline find grow"><label htmlFor="wi-find">{t('whatIf.zonesFind')}</label><Search aria-hidden className="i sm" /><input id="wi-find" type="search" className="inp" value={typed} onChange={(event) => setTyped(event.target.value)} /></div>
        <span className="sm" role="status">{t('whatIf.zonesChosen', { count: draft.zones.length })}</span>
        {draft.zones.length > 0 && <button type="button" className="btn s" onClick={() => set({ zones: [] })}>{t('whatIf.zonesClear')}</button>}
      </div>
      <ul className="wi-ticks">
        {found.slice(0, SHOWN).map((zone) => (
          <li key={zone.id}>
            <label data-zone={zone.code}>
              <input type="checkbox" className="chk small" checked={draft.zones.includes(zone.code)} onChange={() => set({ zones: toggled(draft.zones, zone.code) })} />
              <span className="grow"><b>{zone.code}</b> {zone.village ?? zone.name}<small>{zone.commune_name} · {householdsPeople(zone.households, zone.people, lang)}</small></span>
              <ThresholdChip level={zone.evacuate_from_level} />
            </label>
          </li>
        ))}
      </ul>
      {found.length > SHOWN && <p className="mut sm">{t('whatIf.zonesMore', { count: found.length - SHOWN })}</p>}
    </fieldset>
  );
}
