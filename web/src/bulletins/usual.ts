// What bulletins usually are: the hazards asked for first, the titles they bear, who issues them. Titles and issuers
// are Vietnamese in any language of the screen: they are copied from a Vietnamese paper.
import { NATIONAL } from './draft';

export const USUAL = {
  storm: 'Tin bão',
  tropical_depression: 'Tin áp thấp nhiệt đới',
  heavy_rain: 'Tin cảnh báo mưa lớn',
  flood: 'Tin cảnh báo lũ',
  flash_flood: 'Tin cảnh báo lũ quét, sạt lở đất',
  landslide: 'Tin cảnh báo sạt lở đất',
  inundation: 'Tin cảnh báo ngập lụt',
  strong_wind_at_sea: 'Tin gió mạnh, sóng lớn trên biển',
} as const;
export const isUsual = (hazard: string | null): hazard is keyof typeof USUAL => hazard !== null && hazard in USUAL;

export const usualTitle = (hazard: string, name: string): string => (isUsual(hazard) ? USUAL[hazard] : `Tin cảnh báo ${name}`);

/** The national centre and the offices of the provinces at hand. */
export const issuersFor = (provinces: readonly string[]): string[] => [
  NATIONAL,
  ...provinces.map((name) => `Đài Khí tượng thủy văn ${/^(thành phố|tỉnh) /i.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : `tỉnh ${name}`}`),
];
