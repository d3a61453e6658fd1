import { House } from 'lucide-react';
import { useCommunes, useZones } from '../api/queries';
import { useWords } from '../i18n';
import { useDesktop } from '../shared/media';
import { LOOK, URGENCY } from '../zones/states';
import { FAMILY_NAMES, FAMILY_STROKES, familyOf, type Family } from './hazardLook';

/** What colours, patterns and lines mean; always open where there is room. */
export function Legend({ past }: { past: boolean }) {
  const { t } = useWords();
  const desktop = useDesktop();
  const approximate = useCommunes().data?.features.some((commune) => commune.properties.boundary === 'approximate');
  const hazards = new Set(useZones().data?.features.map((zone) => familyOf(zone.properties.hazard)));
  const families = FAMILY_NAMES.filter((family) => hazards.has(family));
  return (
    <details className="legend" open={desktop}>
      <summary>{t('map.legend')}</summary>
      <ul>
        {past && <li><i className="sw sw-past" aria-hidden />{t('past.legend')}</li>}
        {!past && URGENCY.map((state) => (
          <li key={state}><i className={`sw sw-${LOOK[state].css}`} aria-hidden /><b>{LOOK[state].code}</b> {t(`zones.state.${state}`)}</li>
        ))}
        {!past && <li><i className="sw sw-alert" aria-hidden />{t('map.alertArea')}</li>}
        <li><i className="sw sw-shown" aria-hidden />{t('map.selected')}</li>
        {!past && <li><i className="sw sw-shelter" aria-hidden><House size={14} /></i>{t('map.shelter')}</li>}
        <li><i className={approximate ? 'sw sw-approx' : 'sw sw-line'} aria-hidden />{t('map.commune')}{approximate && `: ${t('map.approximate')}`}</li>
      </ul>
      {families.length > 0 && (
        <>
          <p>{t(past ? 'zones.hazard' : 'map.hazards')}</p>
          <ul>{families.map((family) => <li key={family}><FamilySwatch family={family} />{t(`map.family.${family}`)}</li>)}</ul>
        </>
      )}
      <p>{t('map.reference')}</p>
    </details>
  );
}

/** The family's stroke, as on the map (map/images.ts). */
function FamilySwatch({ family }: { family: Family }) {
  return <i className="sw sw-hz" aria-hidden><svg width="16" height="16" fill="none" stroke="currentColor" strokeWidth="1.3"><path d={FAMILY_STROKES[family]} /></svg></i>;
}
