// How hazards differ on the map without a colour: a faint pattern on zones at rest, by family. Pure.

export type Family = 'slope' | 'water' | 'wind' | 'fire' | 'quake' | 'sky';
const FAMILIES: Record<Family, readonly string[]> = {
  slope: ['landslide', 'subsidence'],
  water: ['flood', 'flash_flood', 'inundation', 'storm_surge', 'tsunami', 'dam_failure', 'saline_intrusion'],
  wind: ['storm', 'tropical_depression', 'strong_wind_at_sea', 'tornado'],
  fire: ['forest_fire', 'fire', 'heat_wave', 'drought'],
  quake: ['earthquake'],
  sky: ['heavy_rain', 'lightning', 'hail', 'fog', 'frost', 'damaging_cold', 'other'],
};
export const FAMILY_NAMES = Object.keys(FAMILIES) as Family[];

const OF = new Map(FAMILY_NAMES.flatMap((family) => FAMILIES[family].map((hazard) => [hazard, family] as const)));
export const familyOf = (hazard: string): Family => OF.get(hazard) ?? 'sky';
export const hazardsOf = (family: Family): readonly string[] => FAMILIES[family];
