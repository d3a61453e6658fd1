/** The hazards by their codes, as the law names them; said by the look-up and by the map. */
export const hazards = {
  storm: 'bão', tropical_depression: 'áp thấp nhiệt đới', strong_wind_at_sea: 'gió mạnh trên biển', tornado: 'lốc', lightning: 'sét',
  heavy_rain: 'mưa lớn', flood: 'lũ', flash_flood: 'lũ quét', inundation: 'ngập lụt', landslide: 'sạt lở đất', subsidence: 'sụt lún đất',
  storm_surge: 'nước dâng', saline_intrusion: 'xâm nhập mặn', heat_wave: 'nắng nóng', drought: 'hạn hán', forest_fire: 'cháy rừng do tự nhiên',
  damaging_cold: 'rét hại', hail: 'mưa đá', fog: 'sương mù', frost: 'sương muối', earthquake: 'động đất', tsunami: 'sóng thần',
  fire: 'cháy', dam_failure: 'sự cố hồ đập', other: 'loại thiên tai khác',
} as const;
