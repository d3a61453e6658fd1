// Links out of the page: to the phone's own map and to its dialler. No map site is called; the phone decides. Pure.
import type { At } from './distance';

const apple = (agent: string) => /iPhone|iPad|iPod|Macintosh/.test(agent);

/** Android and most desktops open `geo:`; Apple's devices know `maps:` instead. */
export function mapLink(to: At, name: string, agent: string): string {
  const at = `${to.lat.toFixed(6)},${to.lon.toFixed(6)}`;
  return apple(agent)
    ? `maps://?daddr=${at}&q=${encodeURIComponent(name)}`
    : `geo:${at}?q=${at}(${encodeURIComponent(name)})`;
}

/** `0000 000 001` as a number to dial; null where it is none (“chưa có”, “xem phụ lục”). */
export function dialled(phone: string | null | undefined): string | null {
  const digits = (phone ?? '').replace(/[\s.\-()]/g, '');
  return /^\+?\d{3,15}$/.test(digits) ? `tel:${digits}` : null;
}
