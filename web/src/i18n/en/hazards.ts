export const hazards = {
  storm: 'storm', tropical_depression: 'tropical depression', strong_wind_at_sea: 'strong wind at sea', tornado: 'tornado', lightning: 'lightning',
  heavy_rain: 'heavy rain', flood: 'flood', flash_flood: 'flash flood', inundation: 'inundation', landslide: 'landslide', subsidence: 'subsidence',
  storm_surge: 'storm surge', saline_intrusion: 'saline intrusion', heat_wave: 'heat wave', drought: 'drought', forest_fire: 'natural forest fire',
  damaging_cold: 'damaging cold', hail: 'hail', fog: 'fog', frost: 'frost', earthquake: 'earthquake', tsunami: 'tsunami',
  fire: 'fire', dam_failure: 'dam failure', other: 'other hazard',
} as const;
