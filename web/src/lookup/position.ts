// Where this phone is, or why that is not known, in kinds that the page has words for.

export type PositionFailure = 'insecure' | 'unsupported' | 'denied' | 'unavailable' | 'timeout';
export type Position = { lon: number; lat: number; accuracyM: number } | { failure: PositionFailure };

/** A first fix under a roof and among mountains takes its time. */
const WAIT_MS = 25_000;

export function whereAmI(): Promise<Position> {
  // Browsers tell a position to pages on https only; on a plain address the call fails without a word to the person.
  if (!window.isSecureContext) return Promise.resolve({ failure: 'insecure' });
  if (!('geolocation' in navigator)) return Promise.resolve({ failure: 'unsupported' });
  return new Promise((done) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done({ lon: coords.longitude, lat: coords.latitude, accuracyM: coords.accuracy }),
      ({ code }) => done({ failure: failureOf(code) }),
      { enableHighAccuracy: true, timeout: WAIT_MS, maximumAge: 60_000 },
    );
  });
}

export const failureOf = (code: number): PositionFailure => (code === 1 ? 'denied' : code === 3 ? 'timeout' : 'unavailable');
