import { Link } from 'wouter';
import type { WhatIfPlace, WhatIfShelter } from '../api/findings';
import { useWords } from '../i18n';
import { number } from '../shared/format';
import { Tag } from '../shared/Tags';
import { Figure, Part } from './Answer';

/** Places that are left, shelters that are lost and why: a shelter of which nothing is known counts as lost. */
export function Shelters({ place, shelters }: { place: WhatIfPlace; shelters: { lost: WhatIfShelter[]; left: WhatIfShelter[] } }) {
  const { t, lang, loc } = useWords();
  const { places } = place;
  const { lost, left } = shelters;
  return (
    <Part title={t('whatIf.shelters')}>
      <dl className="wi-figs">
        <div><dt>{t('whatIf.placesNight')}</dt><dd data-figure="night"><Figure of={{ count: places.night, unknown: places.night_unknown }} /></dd></div>
        <div><dt>{t('whatIf.placesDay')}</dt><dd><Figure of={{ count: places.day, unknown: places.day_unknown }} /></dd></div>
      </dl>
      <p className="sm">{t('whatIf.sheltersLeft', { count: places.shelters })}{places.night_unknown > 0 && <>; <b>{t('whatIf.sheltersUnknown', { count: places.night_unknown })}</b></>}.</p>
      <h5>{t('whatIf.lostTitle')}</h5>
      {lost.length === 0 ? <p className="mut sm">{t('whatIf.lostNone')}</p> : (
        <>
          <p className="sm"><b>{t('whatIf.lostShelters', { count: places.lost_shelters, n: number(places.lost_night, lang) })}.</b></p>
          <ul className="wi-shelters" data-part="lost">
            {lost.map((shelter) => (
              <li key={shelter.id}>
                <Tag tone={shelter.lost === 'suitability_unknown' || shelter.lost === 'place_unknown' ? 'unknown' : shelter.lost === 'away' ? 'warn' : 'danger'}>{t(`whatIf.loss.${shelter.lost ?? 'inside'}`)}</Tag>
                <span><ShelterLink shelter={shelter} />{shelter.why && <small>{loc(shelter.why)}</small>}</span>
                <Night shelter={shelter} />
              </li>
            ))}
          </ul>
        </>
      )}
      {left.length > 0 && (
        <details className="fold wi-inner">
          <summary>{t('whatIf.leftTitle')} <span className="cnt">{left.length}</span></summary>
          <ul className="wi-shelters">{left.map((shelter) => <li key={shelter.id}><span><ShelterLink shelter={shelter} /></span><Night shelter={shelter} /></li>)}</ul>
        </details>
      )}
    </Part>
  );
}

function Night({ shelter }: { shelter: WhatIfShelter }) {
  const { t, lang } = useWords();
  return <span className="num sm">{t('whatIf.night')} {shelter.night === null ? <Tag tone="unknown">{t('unknown')}</Tag> : number(shelter.night, lang)}</span>;
}

function ShelterLink({ shelter }: { shelter: WhatIfShelter }) {
  return <Link href={`/nguon-luc?so=shelters&tim=${encodeURIComponent(shelter.code)}`}>{shelter.name} ({shelter.code})</Link>;
}
