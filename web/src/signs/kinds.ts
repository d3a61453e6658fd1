// The signs that can be told, with what they look like. The list is the server's; its last one is kept on the device
// and these are those to begin with, so that a phone that was never online can still tell.
import { CircleHelp, Droplets, Eye, Mountain, Split, TreePine, Volume2, Waves, type LucideIcon } from 'lucide-react';
import { useSignKinds, type SignKind } from '../api/intake';

const KEPT_AS = 'ungpho.sign-kinds';
const kind = (code: string, hazard: string | null, vi: string, en: string): SignKind => ({ code, hazard, name: { vi, en } });
export const FIRST_KINDS: SignKind[] = [
  kind('crack', 'landslide', 'Vết nứt trên đất, đường, tường nhà', 'Cracks in the ground, road or walls'),
  kind('rumble', 'landslide', 'Tiếng nổ, tiếng ầm trong núi', 'Bangs or rumbling in the mountain'),
  kind('muddy_stream', 'flash_flood', 'Suối đục hoặc cạn bất thường', 'Stream suddenly muddy or dry'),
  kind('rolling_rock', 'landslide', 'Đất đá lăn, rơi', 'Earth or rocks rolling down'),
  kind('leaning_tree', 'landslide', 'Cây, cột điện nghiêng', 'Trees or poles leaning'),
  kind('rising_water', 'flood', 'Nước lên nhanh', 'Water rising fast'),
  kind('ford_flooded', 'inundation', 'Ngầm, tràn bị ngập', 'Ford or causeway under water'),
  kind('other', null, 'Dấu hiệu khác', 'Something else'),
];

const LOOKS: [RegExp, LucideIcon][] = [
  [/crack|nut/, Split], [/rumble|sound|noise|bang|explo/, Volume2], [/stream|mud/, Droplets], [/rock|debris|fall/, Mountain],
  [/tree|lean|tilt/, TreePine], [/rising|rise|water/, Waves], [/ford|causeway|inund|flood/, Waves], [/other/, CircleHelp],
];
export const kindIcon = (code: string): LucideIcon => LOOKS.find(([pattern]) => pattern.test(code))?.[1] ?? Eye;

export function useKinds(): SignKind[] {
  const found = useSignKinds().data;
  try {
    if (found && found.length > 0) localStorage.setItem(KEPT_AS, JSON.stringify(found));
    else return (JSON.parse(localStorage.getItem(KEPT_AS) ?? 'null') as SignKind[] | null) ?? FIRST_KINDS;
  } catch {
    // Storage is refused: the list that came, or the first one.
  }
  return found && found.length > 0 ? found : FIRST_KINDS;
}
