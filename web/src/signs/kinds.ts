// The signs that can be told, with what they look like. The list is the server's; its last one is kept on the device
// and these are those to begin with, so that a phone that was never online can still tell.
import { CircleHelp, DropletOff, Droplets, Eye, Mountain, Split, TreePine, Volume2, Waves, WavesLadder, type LucideIcon } from 'lucide-react';
import { useSignKinds, type SignKind } from '../api/intake';

const KEPT_AS = 'ungpho.sign-kinds';
const kind = (code: string, hazard: string | null, vi: string, en: string): SignKind => ({ code, hazard, name: { vi, en } });
export const FIRST_KINDS: SignKind[] = [
  kind('crack', 'landslide', 'Vết nứt đất, nứt tường, nứt taluy', 'A crack in ground, wall or slope'),
  kind('bang', 'landslide', 'Tiếng nổ, tiếng ầm trong núi', 'A bang or rumble in the mountain'),
  kind('muddy_stream', 'flash_flood', 'Nước suối đục bất thường', 'A stream suddenly muddy'),
  kind('dry_stream', 'flash_flood', 'Suối cạn đột ngột khi đang mưa', 'A stream suddenly dry while it rains'),
  kind('falling_rocks', 'landslide', 'Đất đá lăn, rơi', 'Falling rocks or earth'),
  kind('leaning_trees', 'landslide', 'Cây, cột điện nghiêng dần', 'Trees or poles beginning to lean'),
  kind('rising_water', 'flood', 'Nước lên nhanh', 'Water rising fast'),
  kind('flooded_ford', 'flood', 'Ngầm tràn ngập, chảy xiết', 'A ford under fast water'),
  kind('other', 'landslide', 'Dấu hiệu khác', 'Another sign'),
];

const LOOKS: Record<string, LucideIcon> = {
  crack: Split, bang: Volume2, muddy_stream: Droplets, dry_stream: DropletOff, falling_rocks: Mountain, leaning_trees: TreePine,
  rising_water: Waves, flooded_ford: WavesLadder, other: CircleHelp,
};
export const kindIcon = (code: string): LucideIcon => LOOKS[code] ?? Eye;

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
