// How a hazard looks: an icon for lists, a letter pair and a pattern for the map.
import { CloudFog, CloudLightning, CloudRainWind, Droplets, Flame, Mountain, Snowflake, Thermometer, TriangleAlert, Waves, Wind, Activity, type LucideIcon } from 'lucide-react';

const ICONS: Record<string, LucideIcon> = {
  storm: Wind, tropical_depression: Wind, strong_wind_at_sea: Wind, tornado: Wind, lightning: CloudLightning,
  heavy_rain: CloudRainWind, flood: Waves, flash_flood: Waves, inundation: Droplets, storm_surge: Waves, tsunami: Waves, dam_failure: Waves,
  landslide: Mountain, subsidence: Mountain, earthquake: Activity, heat_wave: Thermometer, drought: Thermometer,
  saline_intrusion: Droplets, forest_fire: Flame, fire: Flame, damaging_cold: Snowflake, frost: Snowflake, hail: CloudRainWind, fog: CloudFog,
};
export const hazardIcon = (code: string): LucideIcon => ICONS[code] ?? TriangleAlert;
