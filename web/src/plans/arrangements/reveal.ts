import { pointerOf, zoneIn } from './model';

/** Brings the part of a zone's form that a pointer names into view, once it is there. */
export function reveal(pointer: string, tries = 20): void {
  const zone = zoneIn(pointer);
  const field = zone && pointer.slice(pointerOf(zone).length + 1).split('/')[0];
  if (!field) return;
  const at = document.getElementById(`arr-${zone}-${field}`);
  if (at) {
    at.scrollIntoView({ block: 'center' });
    at.focus({ preventScroll: true });
  } else if (tries > 0) setTimeout(() => reveal(pointer, tries - 1), 50);
}
