import { expect, test } from 'vitest';
import { visitorWords } from '../../i18n/vi/visitor';
import { isForAll, pageAt } from './visitors';

test('every page of the office is called by its name, with whatever stands behind it', () => {
  expect(pageAt('/plans/p1/versions/2')).toBe('plans');
  expect(pageAt('/nguon-luc/duong')).toBe('resources');
  expect(pageAt('/account')).toBe('own');
  expect(pageAt('/accounts/new')).toBe('accounts');
  expect(pageAt('/khong-co')).toBeNull();
});

test('every page that is named can be reached', () => {
  const paths = ['plans', 'nhap-ban-do', 'nguon-tin', 'cach-ly', 'nhap-ban-tin', 'bang-doi-chieu', 'bao-he-thong-khac', 'coverage', 'ho-dan', 'nguon-luc', 'kiem-tra', 'accounts', 'account', 'audit', 'phat-hien', 'gia-dinh-tinh-huong', 'di-doi', 'dot-thien-tai', 'dien-tap', 'kich-hoat', 'ma-ngan', 'bao-cao-cho-xep'];
  expect(paths.map((path) => pageAt(`/${path}`)).sort()).toEqual(Object.keys(visitorWords.visitor).sort());
});

test('a sign is told by who sees it, with an account or without', () => {
  expect(isForAll('/bao-dau-hieu')).toBe(true);
  expect(isForAll('/bao-dau-hieu/x')).toBe(false);
  expect(isForAll('/plans')).toBe(false);
});
