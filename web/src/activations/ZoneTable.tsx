import { Link } from 'wouter';
import type { ActivationZone } from '../api/types';
import { useWords } from '../i18n';
import { number } from '../shared/format';
import { Tag, type Tone } from '../shared/Tags';
import { counted } from './urgency';

const TONE: Record<ActivationZone['state'], Tone> = { proposed: 'warn', open: 'ok', stand_down_proposed: 'warn', stood_down: 'plain', lapsed: 'plain' };

/** Zones with their hộ and khẩu, and the total, so that a person can check the sum. A decision that was not to act leaves no state. */
export function ZoneTable({ zones, linked = true, states = true }: { zones: ActivationZone[]; linked?: boolean; states?: boolean }) {
  const { t, lang } = useWords();
  const total = counted(zones);
  const [households, people] = t('activations.figures.households').split('/');
  return (
    <table className="zt">
      <thead>
        <tr><th scope="col">{t('activations.zones')}</th><th scope="col" className="num">{households}</th><th scope="col" className="num">{people}</th></tr>
      </thead>
      <tbody>
        {zones.map((zone) => (
          <tr key={zone.zone_id}>
            <th scope="row">
              <span className="row">
                {linked ? <Link href={`/zones/${zone.zone_id}`}><b>{zone.code}</b></Link> : <b>{zone.code}</b>}
                {states && <Tag tone={TONE[zone.state]}>{t(`activations.zoneState.${zone.state}`)}</Tag>}
              </span>
              <small>{zone.village ?? zone.name}</small>
            </th>
            <td className="num">{number(zone.households, lang)}</td>
            <td className="num">{number(zone.people, lang)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr><th scope="row">{t('zonesCount', { count: zones.length })}</th><td className="num">{number(total.households, lang)}</td><td className="num">{number(total.people, lang)}</td></tr>
      </tfoot>
    </table>
  );
}
