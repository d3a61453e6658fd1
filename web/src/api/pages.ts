// Lists that a screen needs whole: the server hands them out page by page.
import { call } from './client';
import type { Page } from './types';

/** Every item of the list at `path`, in the server's order. */
export async function everyPage<T>(path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page<T> = await call<Page<T>>(`${path}${path.includes('?') ? '&' : '?'}limit=500${more}`);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return items;
}
