// Which part of the app an address leads to. The first page's part is asked for here, before the rest of the app is there:
// this file is a few lines long, and what all pages need is not.
import type { ComponentType, ReactNode } from 'react';

// Five programs under one roof, each loaded when its door is opened: a phone that ticks tasks or reports households
// never loads the office, a desk that writes plans or types in a bulletin never loads the map, who has only to sign in loads neither, and who asks about one
// place loads the look-up alone.
export const inside = () => import('./Inside');
export const doors: { at: RegExp; load: () => Promise<{ default: ComponentType }> }[] = [
  { at: /^\/(sign-in|invitation)$/, load: () => import('./Doors') },
  { at: /^\/(plans|nhap-ban-do|nguon-tin|cach-ly|nhap-ban-tin|bao-dau-hieu|bang-doi-chieu|coverage|ho-dan|nguon-luc|kiem-tra|accounts|account|audit|phat-hien|gia-dinh-tinh-huong|bao-he-thong-khac)(\/|$)/, load: () => import('./OfficePages') },
  { at: /^\/(di-doi|dot-thien-tai|dien-tap|kich-hoat|ma-ngan|bao-cao-cho-xep)(\/|$)/, load: () => import('../moves/MovePages') },
  { at: /^/, load: () => import('./CommandRoom') },
];
export const LOOKUP = /^\/tra-cuu\/?$/;
export const lookup = () => import('../lookup/LookupPages');
/** The interface described for who connects other systems; public, and without the live line. */
export const DOCS = /^\/docs\/?$/;

export const doorAt = (path: string) => doors.findIndex(({ at }) => at.test(path));
/** What has come of the first page, and the door its page lies behind: by the time it is drawn the address may be another. */
interface FirstParts { inside?: ComponentType<{ children: ReactNode }>; door?: number; page?: ComponentType; lookup?: ComponentType }
/** Both parts of the first page are fetched at once, and not the second when the first has come. */
async function firstPage(): Promise<FirstParts> {
  if (DOCS.test(location.pathname)) return {};
  if (LOOKUP.test(location.pathname)) return { lookup: (await lookup()).default };
  const door = doorAt(location.pathname);
  const [frame, page] = await Promise.all([inside(), doors[door]?.load()]);
  return { inside: frame.default, door, page: page?.default };
}
/** What does not come is asked for again where it is drawn, and missed there. */
export const firstPageParts: Promise<FirstParts> = firstPage().catch(() => ({}));
