import type { ZoneProperties } from '../api/types';
import { useWords } from '../i18n';
import { householdsPeople } from '../shared/format';
import { ThresholdChip } from '../shared/LevelChip';
import { propertyWords } from '../shared/property';

interface Props { id: string; legend: string; hint?: string; error?: string | null; zones: ZoneProperties[]; chosen: string[]; onChange: (ids: string[]) => void }

/** Zones with their households, people and property; ticked by level, changed by hand; the sum below. */
export function ZonePick({ id, legend, hint, error, zones, chosen, onChange }: Props) {
  const words = useWords();
  const { t, lang } = words;
  const on = zones.filter((zone) => chosen.includes(zone.id));
  const toggle = (zone: string) => onChange(chosen.includes(zone) ? chosen.filter((each) => each !== zone) : [...chosen, zone]);
  return (
    <fieldset className={error ? 'fld zonepick err' : 'fld zonepick'} id={id} tabIndex={-1}>
      <legend>{legend}</legend>
      {hint && <p className="hint">{hint}</p>}
      {error && <p className="errmsg">{error}</p>}
      {zones.map((zone) => (
        <label key={zone.id} className="zonebox" data-zone={zone.code}>
          <input type="checkbox" className="chk" checked={chosen.includes(zone.id)} onChange={() => toggle(zone.id)} />
          <span className="grow">
            <span className="row wrap"><b>{zone.code}</b><span>{zone.village ?? zone.name}</span><ThresholdChip level={zone.evacuate_from_level} /></span>
            <small>{householdsPeople(zone.households, zone.people, lang)} · {propertyWords(zone.property, words)}</small>
          </span>
        </label>
      ))}
      <p className="zonesum"><b>{t('begin.zonesSum', { count: on.length, figures: householdsPeople(sum(on, 'households'), sum(on, 'people'), lang) })}</b></p>
    </fieldset>
  );
}
export const sum = (zones: readonly ZoneProperties[], of: 'households' | 'people' | 'vulnerable'): number => zones.reduce((total, zone) => total + zone[of], 0);
