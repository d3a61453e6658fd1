// What who has not signed in is told of a page, where only look-ups are open. Pure.
import type { visitorWords } from '../../i18n/vi/visitor';

type Page = keyof (typeof visitorWords)['visitor'];
const PAGES: Record<string, Page> = {
  plans: 'plans', 'nhap-ban-do': 'mapFiles', 'nguon-tin': 'sources', 'cach-ly': 'quarantine', 'nhap-ban-tin': 'type', 'bang-doi-chieu': 'mapping', 'bao-he-thong-khac': 'hooks', coverage: 'coverage', 'ho-dan': 'households', 'nguon-luc': 'resources', 'kiem-tra': 'inspections', accounts: 'accounts', account: 'own', audit: 'audit', 'phat-hien': 'findings', 'gia-dinh-tinh-huong': 'whatIf', 'di-doi': 'move', 'dot-thien-tai': 'events', 'dien-tap': 'drills', 'kich-hoat': 'begin', 'ma-ngan': 'codes', 'bao-cao-cho-xep': 'unplaced',
};

/** Which page of the office an address leads to; null where it leads to none. */
export const pageAt = (path: string): Page | null => PAGES[path.split('/')[1] ?? ''] ?? null;

/** Who sees something that comes before a disaster tells of it, with an account or without. */
export const isForAll = (path: string): boolean => /^\/bao-dau-hieu\/?$/.test(path);
