import { expect, test } from 'vitest';
import { awayIn, blank, draftOf, entryOf, faultsOf, fieldAt, numberIn, positionIn } from './draft';
import { REGISTERS } from './types';

test('a line goes into a form and comes out as it was', () => {
  for (const register of REGISTERS) {
    const before = { ...blank(register), name: 'Một', away: [{ from: '2026-09-05', to: '2026-12-31', reason: 'học kỳ I' }] };
    if (register === 'contacts') before.away = [];
    const after = entryOf(register, draftOf(register, before), before);
    expect(after).toMatchObject({ name: 'Một', away: before.away });
    expect(entryOf(register, draftOf(register, after), after)).toEqual(after);
    expect(faultsOf(register, draftOf(register, before))).toEqual([]);
  }
});

test('numbers, places and days are read as people write them', () => {
  expect([numberIn('24,75'), numberIn(''), numberIn('nhiều')]).toEqual([24.75, null, undefined]);
  expect([positionIn('15.07, 107.93'), positionIn('15,07; 107,93'), positionIn(''), positionIn('15')]).toEqual([[107.93, 15.07], [107.93, 15.07], null, undefined]);
  expect(awayIn('5/9/2026 - 31/12/2026: học kỳ I')).toEqual([{ from: '2026-09-05', to: '2026-12-31', reason: 'học kỳ I' }]);
  expect(awayIn('cả năm')).toBeNull();
});

test('a contract that says nothing is none', () => {
  const entry = entryOf('vehicles', { ...draftOf('vehicles', blank('vehicles')), contract_until: '2026-12-31' }, blank('vehicles'));
  expect(entry.details.contract).toEqual({ number: '', partner: '', from: null, until: '2026-12-31' });
  expect(entryOf('vehicles', draftOf('vehicles', blank('vehicles')), blank('vehicles')).details.contract).toBeNull();
});

test('the server names fields of the form', () => {
  expect(['/name', '/details/number', '/details/contract/until', '/facts/capacity_day', '/lon'].map(fieldAt)).toEqual(['name', 'number', 'contract_until', 'capacity_day', 'position']);
});
