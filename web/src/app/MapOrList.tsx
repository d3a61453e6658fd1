import { useState } from 'react';
import { useWords } from '../i18n';
import { MapPane } from '../map/MapPane';
import { PastList } from '../past/PastList';
import { usePastDay } from '../past/usePastDay';
import { ZoneList } from '../zones/ZoneList';
import type { Selected } from './WorkList';

/** On a phone the zones are a list or a map, as one likes; the map is loaded when it is chosen. */
export function MapOrList({ selected }: { selected: Selected }) {
  const { t } = useWords();
  const day = usePastDay();
  const [asMap, setAsMap] = useState(true);
  return (
    <div className="maporlist">
      <div className="seg" role="group" aria-label={t('app.nav.map')}>
        <button type="button" aria-pressed={asMap} onClick={() => setAsMap(true)}>{t('map.asMap')}</button>
        <button type="button" aria-pressed={!asMap} onClick={() => setAsMap(false)}>{t('map.asList')}</button>
      </div>
      {asMap ? <MapPane selected={selected} /> : day ? <PastList day={day} /> : <div className="listsec"><ZoneList openAll /></div>}
    </div>
  );
}
