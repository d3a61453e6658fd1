// Files of zones to import, as offices have them.
/** Easting and northing on the ellipsoid of VN-2000 by a central meridian: near enough to draw a test file with. */
function projected([lon, lat], meridian) {
  const [a, f, k, rad] = [6378137, 1 / 298.257223563, 0.9999, Math.PI / 180];
  const [e2, phi] = [f * (2 - f), lat * rad];
  const [n, t, c] = [a / Math.sqrt(1 - e2 * Math.sin(phi) ** 2), Math.tan(phi) ** 2, (e2 / (1 - e2)) * Math.cos(phi) ** 2];
  const x = (lon - meridian) * rad * Math.cos(phi);
  const m = a * ((1 - e2 / 4 - (3 * e2 ** 2) / 64) * phi - ((3 * e2) / 8 + (3 * e2 ** 2) / 32) * Math.sin(2 * phi) + ((15 * e2 ** 2) / 256) * Math.sin(4 * phi));
  return [500_000 + k * n * (x + ((1 - t + c) * x ** 3) / 6), k * (m + n * Math.tan(phi) * (x ** 2 / 2 + ((5 - t + 9 * c + 4 * c * c) * x ** 4) / 24))].map((metres) => Math.round(metres * 1000) / 1000);
}
const NAMES = ['Sườn núi sau làng', 'Taluy dương đường liên thôn', 'Khu dân cư ven suối Đăk Na', 'Đồi trường tiểu học'];
function square(i, x, y, s) {
  // Every ninth is drawn across itself, as hands do.
  const ring = i % 9 === 5 ? [[x, y], [x + s, y + s], [x + s, y], [x + s * 0.2, y + s * 1.2], [x, y]] : [[x, y], [x + s, y], [x + s, y + s], [x, y + s], [x, y]];
  return ring;
}
const feature = (i, ring, properties) => ({ type: 'Feature', geometry: { type: 'Polygon', coordinates: [ring] }, properties: { MA_VUNG: i % 12 === 7 ? '' : `NL-MH-${String(i + 1).padStart(3, '0')}`, TEN: NAMES[i % 4], CAP: 2 + (i % 3), ...properties } });
const asFile = (name, features) => ({ name, mimeType: 'application/geo+json', buffer: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features })) });

/** A file as the land office of Kon Tum made them: VN-2000 numbers by 107°30', and no word of it. */
export const importFile = ([lon, lat]) => asFile('vung-sat-lo-2024.geojson', Array.from({ length: 24 }, (_, i) => feature(i, square(i, lon + (i % 6) * 0.008 - 0.024, lat + Math.floor(i / 6) * 0.008 - 0.016, 0.005).map((at) => projected(at, 107.5)), {})));
/** A file of many: degrees, sound. */
export const bigFile = ([lon, lat]) => asFile('toan-tinh.geojson', Array.from({ length: 5000 }, (_, i) => feature(8, square(0, lon + (i % 80) * 0.0006 - 0.024, lat + Math.floor(i / 80) * 0.0006 - 0.018, 0.0004), { MA_VUNG: `TT-${i + 1}` })));
