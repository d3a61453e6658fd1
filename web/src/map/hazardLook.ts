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

/** Strokes of a hazard family in a tile of 16 px, drawn thin: what happens in a zone must stay louder than what could. */
export const FAMILY_STROKES: Record<Family, string> = {
  slope: 'M2 11 L8 4 L14 11',
  water: 'M0 6 Q4 2 8 6 T16 6 M0 13 Q4 9 8 13 T16 13',
  wind: 'M1 5 H10 A2.5 2.5 0 1 0 7.5 2.5 M4 11 H15',
  fire: 'M8 3 Q12 8 8 13 Q4 8 8 3',
  quake: 'M0 8 L4 8 L6 3 L9 13 L11 8 L16 8',
  sky: 'M8 5 V11 M5 8 H11',
};
