import { Landmark, LocateFixed, MapPin, MapPinned, TriangleAlert, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useDark } from '../app/theme';
import { useWords } from '../i18n';
import { PlaceSearch } from '../lookup/PlaceSearch';
import { whereAmI, type PositionFailure } from '../lookup/position';
import { coordinates, type Question } from '../lookup/question';
import { useUnits } from '../api/accounts';
import { useOwnUnit } from './ownUnit';
import { Banner } from '../shared/Banner';
import { Field } from '../shared/Field';
import { number } from '../shared/format';
import type { Place } from './draft';
import type { StepProps } from './Steps';
import '../lookup/lookup.css';

const LookupMap = lazy(() => import('../lookup/LookupMap'));

/** Where it is: the phone's own position, a tap on the map, a name, or words. One is enough. */
export function WhereStep({ draft, change, errorOf }: StepProps) {
  const { t, lang } = useWords();
  const dark = useDark();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<PositionFailure | null>(null);
  const [map, setMap] = useState(false);
  const units = useUnits().data ?? [];
  const put = (place: Place | null) => change({ place });
  const here = async () => {
    setBusy(true);
    setFailure(null);
    const found = await whereAmI();
    setBusy(false);
    if ('failure' in found) setFailure(found.failure);
    else put({ kind: 'point', lon: found.lon, lat: found.lat, accuracyM: found.accuracyM, origin: 'here' });
  };
  const ask = (question: Question) => {
    if (question.kind === 'point') put({ kind: 'point', lon: question.lon, lat: question.lat, accuracyM: null, origin: 'map' });
    else put({ kind: 'commune', code: question.commune, name: units.find((unit) => unit.code === question.commune)?.name ?? question.commune, village: question.village ?? null });
  };
  const point = draft.place?.kind === 'point' ? draft.place : null;
  const own = useOwnUnit();
  const error = errorOf('place') ?? errorOf('outside');
  return (
    <div className="signwhere">
      {draft.place && <Chosen place={draft.place} onDrop={() => put(null)} />}
      {error && <p className="errmsg">{error}</p>}
      <button id="sign-place" type="button" className={draft.place ? 'btn xl way' : 'btn xl pri way'} aria-busy={busy} onClick={() => void here()} data-act="here">
        <LocateFixed aria-hidden className="i" />{t(busy ? 'signs.hereBusy' : 'signs.here')}
      </button>
      {failure && <div role="alert"><Banner tone="warn" icon={TriangleAlert}>{t(`lookup.here.${failure}`)}</Banner></div>}
      <button type="button" className="btn xl way" aria-expanded={map} onClick={() => setMap(!map)} data-act="map">
        {map ? <X aria-hidden className="i" /> : <MapPinned aria-hidden className="i" />}{t(map ? 'signs.mapClose' : 'signs.map')}
      </button>
      {map && (
        <Suspense fallback={<p className="mut" role="status">{t('loading')}</p>}>
          <LookupMap key={`${lang} ${dark}`} question={point ? { kind: 'point', lon: point.lon, lat: point.lat } : null} onAsk={ask} comes={false} how={t('signs.mapHow')} act={t('signs.mapCentre')} />
        </Suspense>
      )}
      <PlaceSearch onAsk={ask} />
      {own && draft.place?.kind !== 'commune' && (
        <button type="button" className="btn xl way" onClick={() => put({ kind: 'commune', code: own.code, name: own.name, village: null })} data-act="own"><Landmark aria-hidden className="i" />{t('signs.ownUnit', { name: own.name })}</button>
      )}
      <Field label={`${t('signs.placeText')} (${t('optional')})`} hint={t('signs.placeTextHint')} maxLength={100} value={draft.placeText} onChange={(event) => change({ placeText: event.target.value })} />
    </div>
  );
}

function Chosen({ place, onDrop }: { place: Place; onDrop: () => void }) {
  const { t, lang } = useWords();
  const words = place.kind === 'commune' ? [place.village, place.name].filter(Boolean).join(', ') : coordinates(place.lon, place.lat, lang);
  const how = place.kind === 'commune' ? t('signs.byName') : place.origin === 'map' ? t('signs.byMap') : t('signs.accuracy', { n: number(place.accuracyM ?? 0, lang, 0) });
  return (
    <div className="chosen" role="status" data-place={place.kind}>
      <MapPin aria-hidden className="i" />
      <span className="grow"><b>{words}</b><small>{how}</small></span>
      <button type="button" className="icb" onClick={onDrop} aria-label={t('signs.drop')}><X aria-hidden className="i" /></button>
    </div>
  );
}
