import { expect, test } from 'vitest';
import { blankItem, itemDraft, itemFaults } from './itemDraft';

test('an item needs both names, a unit and a code of plain letters that is free', () => {
  expect(itemFaults(blankItem, [])).toEqual({ vi: 'blank', en: 'blank', unit: 'blank', code: 'code' });
  const tarp = { vi: 'bạt che', en: 'tarpaulin', unit: 'tấm', code: 'tarpaulin', offered: true };
  expect(itemFaults(tarp, ['rice'])).toEqual({});
  expect(itemFaults(tarp, ['rice', 'tarpaulin'])).toEqual({ code: 'taken' });
  for (const code of ['Bạt', 'a b', 'other', 'x'.repeat(41)]) expect(itemFaults({ ...tarp, code }, [])).toEqual({ code: 'code' });
});

test('a known item is changed under its own code', () => {
  const draft = itemDraft({ register: 'supply', code: 'rice', name: { vi: 'gạo', en: 'rice' }, unit: 'kg', offered: false });
  expect(draft).toEqual({ vi: 'gạo', en: 'rice', unit: 'kg', code: 'rice', offered: false });
  expect(itemFaults(draft, [])).toEqual({});
});
