import { House } from 'lucide-react';
import { useCommunes } from '../api/queries';
import { useWords } from '../i18n';
import { useDesktop } from '../shared/media';
import { LOOK, URGENCY } from '../zones/states';

/** What colours, patterns and lines mean; always open where there is room. */
export function Legend() {
  const { t } = useWords();
  const desktop = useDesktop();
  const approximate = useCommunes().data?.features.some((commune) => commune.properties.boundary === 'approximate');
  return (
    <details className="legend" open={desktop}>
      <summary>{t('map.legend')}</summary>
      <ul>
        {URGENCY.map((state) => (
          <li key={state}><i className={`sw sw-${LOOK[state].css}`} aria-hidden /><b>{LOOK[state].code}</b> {t(`zones.state.${state}`)}</li>
        ))}
        <li><i className="sw sw-alert" aria-hidden />{t('map.alertArea')}</li>
        <li><i className="sw sw-shown" aria-hidden />{t('map.selected')}</li>
        <li><i className="sw sw-shelter" aria-hidden><House size={14} /></i>{t('map.shelter')}</li>
        <li><i className={approximate ? 'sw sw-approx' : 'sw sw-line'} aria-hidden />{t('map.commune')}{approximate && `: ${t('map.approximate')}`}</li>
      </ul>
      <p>{t('map.reference')}</p>
    </details>
  );
}
