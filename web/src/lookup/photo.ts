// Where a photo was taken, read here: the photo itself goes nowhere.

export type PhotoFailure = 'no_position' | 'not_a_photo';
export type PhotoPlace = { lon: number; lat: number } | { failure: PhotoFailure };

type Reader = (file: Blob) => Promise<{ latitude: number; longitude: number } | undefined>;
const exifr: Reader = async (file) => (await import('exifr/dist/lite.esm.mjs')).gps(file);

export async function whereTaken(file: Blob, read: Reader = exifr): Promise<PhotoPlace> {
  let found: Awaited<ReturnType<Reader>>;
  try {
    found = await read(file);
  } catch {
    return { failure: 'not_a_photo' };
  }
  const { latitude: lat, longitude: lon } = found ?? {};
  if (typeof lat !== 'number' || typeof lon !== 'number' || !Number.isFinite(lat) || !Number.isFinite(lon)) return { failure: 'no_position' };
  // A camera that had no fix writes noughts: that is a place in the Atlantic, not where the photo was taken.
  if ((lat === 0 && lon === 0) || Math.abs(lat) > 90 || Math.abs(lon) > 180) return { failure: 'no_position' };
  return { lon, lat };
}
