import { Camera, LocateFixed, MapPinned, TriangleAlert, X } from 'lucide-react';
import { useId, useRef, useState, type ReactNode } from 'react';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { PlaceSearch } from './PlaceSearch';
import { whereTaken, type PhotoFailure } from './photo';
import { whereAmI, type PositionFailure } from './position';
import type { Question } from './question';

interface Props {
  onAsk: (question: Question) => void;
  /** Opens and closes the map; absent where it stands open beside. */
  onMap?: () => void;
  /** The map, while it is open. */
  map: ReactNode;
}
type Trouble = `here.${PositionFailure}` | `photo.${PhotoFailure}`;

/** Four ways to say which place is meant; none needs more than three acts. */
export function Ask({ onAsk, onMap, map }: Props) {
  const { t } = useWords();
  const [busy, setBusy] = useState<'here' | 'photo' | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const asked = useRef(0);
  const begin = (what: 'here' | 'photo') => {
    setBusy(what);
    setTrouble(null);
    asked.current += 1;
    return asked.current;
  };

  const here = async () => {
    const turn = begin('here');
    const found = await whereAmI();
    if (asked.current !== turn) return; // another way was chosen meanwhile
    setBusy(null);
    if ('failure' in found) setTrouble(`here.${found.failure}`);
    else onAsk({ kind: 'point', lon: found.lon, lat: found.lat, accuracyM: found.accuracyM, origin: 'here' });
  };
  const photo = async (file: File) => {
    const turn = begin('photo');
    const found = await whereTaken(file);
    if (asked.current !== turn) return;
    setBusy(null);
    if ('failure' in found) setTrouble(`photo.${found.failure}`);
    else onAsk({ kind: 'point', lon: found.lon, lat: found.lat, origin: 'photo' });
  };

  return (
    <section className="ask" aria-label={t('lookup.ways.label')}>
      <button type="button" className="btn xl pri way" onClick={() => void here()} aria-busy={busy === 'here'} data-act="here">
        <LocateFixed aria-hidden className="i" />{t(busy === 'here' ? 'lookup.ways.hereBusy' : 'lookup.ways.here')}
      </button>
      <p className="vh" role="status">{busy && t(busy === 'here' ? 'lookup.ways.hereBusy' : 'lookup.ways.photoBusy')}</p>
      {trouble?.startsWith('here.') && <Trouble words={t(`lookup.${trouble}`)} />}
      <PlaceSearch onAsk={onAsk} />
      {onMap && (
        <button type="button" className="btn xl way" onClick={onMap} aria-expanded={map !== null} data-act="map">
          {map ? <X aria-hidden className="i" /> : <MapPinned aria-hidden className="i" />}{t(map ? 'lookup.ways.mapClose' : 'lookup.ways.map')}
        </button>
      )}
      {map}
      <Photo busy={busy === 'photo'} onPhoto={(file) => void photo(file)} />
      {trouble?.startsWith('photo.') && <Trouble words={t(`lookup.${trouble}`)} />}
    </section>
  );
}

function Trouble({ words }: { words: string }) {
  return <div role="alert"><Banner tone="warn" icon={TriangleAlert}>{words}</Banner></div>;
}

/**
 * The last kind lets Android open its file chooser: its photo chooser hands pages a copy of the photo with the
 * position taken out.
 */
const PHOTOS = 'image/jpeg,image/heic,image/heif,application/octet-stream';

function Photo({ busy, onPhoto }: { busy: boolean; onPhoto: (file: File) => void }) {
  const { t } = useWords();
  const id = useId();
  return (
    <div className="photo">
      <input
        id={id}
        type="file"
        accept={PHOTOS}
        className="vh"
        aria-describedby={`${id}-hint`}
        data-act="photo"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = ''; // the same photo may be chosen again
          if (file) onPhoto(file);
        }}
      />
      <label htmlFor={id} className="btn xl way"><Camera aria-hidden className="i" />{t(busy ? 'lookup.ways.photoBusy' : 'lookup.ways.photo')}</label>
      <p id={`${id}-hint`} className="hint">{t('lookup.ways.photoHint')}</p>
    </div>
  );
}
