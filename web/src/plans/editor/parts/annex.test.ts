import { expect, test } from 'vitest';
import { faultsOf, rowsOfPlan, withoutPhone } from './annex';
import type { FormTable } from '../../types';

const l = { vi: '', en: '' };
const column = (key: string, kind: 'text' | 'whole' | 'phone' | 'day') => ({ key, kind, heading: l, choices: [] });
const table: FormTable = { key: 'shelters', annex: 4, title: l, known_by: ['name'], columns: [column('name', 'text'), column('capacity', 'whole'), column('phone', 'phone'), column('phone_confirmed_on', 'day')] };

test('an empty text is a text, an unknown number stays unknown', () =>
  expect(rowsOfPlan(table, [{ name: null, capacity: null, phone: null, phone_confirmed_on: null }])).toEqual([{ name: '', capacity: null, phone: '', phone_confirmed_on: null }]));
test('a row with a name and no telephone is told, an empty row is not', () =>
  expect(withoutPhone(table, [{ name: 'Trường A', phone: '' }, { name: '', phone: '' }, { name: 'Trường B', phone: '0912' }])).toEqual([0]));
test('a fault of the server is put at its cell', () =>
  expect(faultsOf(table, [{ pointer: '/annexes/shelters/3/phone', detail: 'sai' }, { pointer: '/annexes/forces/1/phone', detail: 'sai' }])).toEqual([{ row: 3, key: 'phone', words: 'sai' }]));
