import { Navigation, Phone } from 'lucide-react';
import type { L } from '../api/types';
import { useWords, type Words } from '../i18n';
import { number } from '../shared/format';
import { levelNoun, levelWord } from '../shared/levels';
import { ThresholdChip } from '../shared/LevelChip';
import { hazardIcon } from '../zones/hazards';
import { byDistance, far, wayOf, type At } from './distance';
import { dialled, mapLink } from './outward';
import type { Contact, LookupAnswer, LookupDestination, LookupZone } from './types';

interface Props { zone: LookupZone; answer: LookupAnswer; from: At | null; /** The only one: then it stands open. */ alone: boolean }

/** One zone as its people need it: when to leave, where to, whom to call, what to bring. */
export function ZoneAnswer({ zone, answer, from, alone }: Props) {
  const words = useWords();
  const { t } = words;
  const state = zone.state && zone.state !== 'normal' ? zone.state : null;
  const Icon = hazardIcon(zone.hazard);
  const commune = zone.commune_name ?? answer.commune?.name;
  return (
    <details className={`zanswer${state ? ` is-${state}` : ''}`} open={alone || from !== null} data-zone={zone.code}>
      <summary>
        <Icon aria-hidden className="i" />
        <span className="grow"><b className="hazard">{hazardName(zone, words)}</b><span className="zname">{zone.name}</span><small>{[zone.code, zone.village, commune].filter(Boolean).join(' · ')}</small></span>
        {zone.evacuate_from_level && <ThresholdChip level={zone.evacuate_from_level} />}
      </summary>
      {state && <p className={`order ${state}`} role={state === 'order' ? 'alert' : undefined}>{t(`lookup.zone.state.${state}`)}</p>}
      <section><h3>{t('lookup.zone.from')}</h3><p>{leaveWhen(zone, words)}</p></section>
      <section>
        <h3>{t('lookup.zone.go')}</h3>
        <Destinations places={zone.destinations ?? []} from={from} />
        {zone.route && <p><b>{t('lookup.zone.route')}:</b> {zone.route}</p>}
      </section>
      <section>
        <h3>{t('lookup.zone.call')}</h3>
        <Phones contacts={[...(zone.call ?? answer.call ?? []), ...keepers(zone, words)]} />
      </section>
      <section>
        <h3>{t('lookup.zone.bring')}</h3>
        <Bring things={zone.people_bring ?? answer.people_bring} />
      </section>
      <p className="planline">{zone.plan?.title ? <>{t('lookup.zone.plan')}: <b>{zone.plan.title}</b>{zone.plan.code && ` (${zone.plan.code})`}</> : t('lookup.zone.planNone')}</p>
    </details>
  );
}

/** The server's list, or a plain one of our own where it has none. */
function Bring({ things }: { things: L[] | undefined }) {
  const { t, loc } = useWords();
  if (things && things.length > 0) return <ul className="dots">{things.map((thing) => <li key={thing.vi}>{loc(thing)}</li>)}</ul>;
  return (
    <>
      <ul className="dots">{t('lookup.zone.bringOwn').split('\n').map((thing) => <li key={thing}>{thing}</li>)}</ul>
      <p>{t('lookup.zone.before')}</p>
    </>
  );
}

function hazardName(zone: LookupZone, { t, loc }: Words): string {
  return zone.hazard_name ? loc(zone.hazard_name) : t(`hazards.${zone.hazard as 'other'}`, { defaultValue: zone.hazard });
}

function leaveWhen({ evacuate_from_level: level }: LookupZone, { t }: Words): string {
  if (!level) return t('lookup.zone.fromUnknown');
  return level.scale === 'disaster_risk'
    ? t('lookup.zone.fromRisk', { value: level.value, word: levelWord(level, t).toLowerCase() })
    : t('lookup.zone.fromOther', { level: levelNoun(level, t) });
}

function Destinations({ places, from }: { places: LookupDestination[]; from: At | null }) {
  const { t, lang } = useWords();
  if (places.length === 0) return <p>{t('lookup.zone.goNone')}</p>;
  const sorted = byDistance(from, places);
  return (
    <>
      <ul className="goto">
        {sorted.map((place) => (
          <li key={place.code}>
            <span className="grow">
              <b>{place.name}</b>
              <small>
                {[
                  place.kind && t(`lookup.place.${place.kind as 'other'}`, { defaultValue: '' }),
                  typeof place.capacity === 'number' && t('lookup.zone.seats', { n: number(place.capacity, lang) }),
                  place.m !== null && t('lookup.zone.far', { far: far(place.m, lang), way: wayOf(place.degrees, lang) }),
                ].filter(Boolean).join(' · ')}
              </small>
            </span>
            {typeof place.lon === 'number' && typeof place.lat === 'number' && (
              <a className="btn noprint" href={mapLink({ lon: place.lon, lat: place.lat }, place.name, navigator.userAgent)} aria-label={t('lookup.zone.wayTo', { name: place.name })}>
                <Navigation aria-hidden className="i" />{t('lookup.zone.way')}
              </a>
            )}
          </li>
        ))}
      </ul>
      {sorted.some((place) => place.m !== null) && <p className="sm mut">{t('lookup.zone.straight')}</p>}
    </>
  );
}

function keepers(zone: LookupZone, { t }: Words): Contact[] {
  return (zone.destinations ?? []).flatMap((place) => {
    const phone = place.keeper_phone ?? place.phone;
    return phone ? [{ role: { vi: t('lookup.zone.keeper', { name: place.name }), en: t('lookup.zone.keeper', { name: place.name }) }, phone }] : [];
  });
}

/** Numbers to press. A person without a number is still named: the village knows the way to the door. */
export function Phones({ contacts }: { contacts: Contact[] }) {
  const { t, loc } = useWords();
  const known = contacts.filter((contact) => contact.phone || contact.name);
  if (known.length === 0) return <p>{t('lookup.zone.callNone')}</p>;
  const roleOf = ({ role, role_name }: Contact) =>
    role_name ? loc(role_name) : !role ? '' : typeof role === 'string' ? t(`lookup.role.${role as 'police'}`, { defaultValue: role }) : loc(role);
  return (
    <ul className="phones">
      {known.map((contact) => {
        const who = [roleOf(contact), contact.name].filter(Boolean).join(', ');
        const number = dialled(contact.phone);
        return (
          <li key={`${who} ${contact.phone}`}>
            <span className="grow">{who}</span>
            {number ? <a className="btn call" href={number} aria-label={t('lookup.zone.callTo', { who, phone: contact.phone ?? '' })}><Phone aria-hidden className="i" />{contact.phone}</a> : contact.phone}
          </li>
        );
      })}
    </ul>
  );
}
