// How the place of a sign reads.
import type { Lang } from '../api/types';
import { coordinates } from '../lookup/question';
import type { SignDraft } from './draft';

export function placeWords({ place, placeText }: SignDraft, lang: Lang): string {
  const said = place?.kind === 'point' ? coordinates(place.lon, place.lat, lang) : place ? [place.village, place.name].filter(Boolean).join(', ') : '';
  return [said, placeText.trim()].filter(Boolean).join('; ');
}
