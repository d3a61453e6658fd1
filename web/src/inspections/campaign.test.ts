import { expect, test } from 'vitest';
import type { Inspection } from '../api/inspections';
import { draftOf, emptyCampaign, faultsOf, fieldAt, formOf, newOf, type CampaignDraft } from './campaign';
import { dayOf } from './day';

const whole: CampaignDraft = {
  ...emptyCampaign('51'), name: ' Kiểm tra trước mùa mưa ', template_code: 'preparedness', first_day: '2026-09-01', last_day: '2026-09-10',
  leader: { name: 'Trần A', position: 'Phó Chủ tịch', account: '' }, members: [{ name: '', position: '', account: '' }, { name: 'Lê B', position: '', account: 'leb' }], units: ['23365'],
  places: [{ unit_code: '23365', kind: 'shelter', name: 'Trường A', shelter_id: 's1' }, { unit_code: '23365', kind: 'office', name: 'Trụ sở', shelter_id: 's1' }],
};
const fields = (draft: CampaignDraft) => faultsOf(draft).map((fault) => fault.field);

test('an empty form names everything it needs, and no paper', () => {
  expect(fields(emptyCampaign(''))).toEqual(['name', 'ordered_by', 'template_code', 'first_day', 'last_day', 'leader-name', 'units']);
  expect(fields(whole)).toEqual([]);
});

test('a paper that is there has its number and day; days run forwards; nothing is named twice', () => {
  expect(fields({ ...whole, decided: true })).toEqual(['decision-number', 'decision-signed_on']);
  expect(fields({ ...whole, last_day: '2026-08-31' })).toEqual(['last_day']);
  expect(fields({ ...whole, places: [...whole.places, { unit_code: '23365', kind: 'shelter', name: ' trường a', shelter_id: null }] })).toEqual(['places-2-name']);
  expect(fields({ ...whole, ladder: [{ level: 1, to: 'chair', after_days: 0 }] })).toEqual(['reminders-0-after_days']);
});

test('what is sent leaves out empty members, the paper to come, and a ladder nobody set', () => {
  expect(newOf(whole)).toEqual({
    name: 'Kiểm tra trước mùa mưa', note: '', ordered_by: '51', template_code: 'preparedness', first_day: '2026-09-01', last_day: '2026-09-10', decision: null,
    leader: { name: 'Trần A', position: 'Phó Chủ tịch', account: null }, members: [{ name: 'Lê B', position: '', account: 'leb' }],
    subjects: [{ unit_code: '23365', place: null }, { unit_code: '23365', place: { kind: 'shelter', name: 'Trường A', shelter_id: 's1' } }, { unit_code: '23365', place: { kind: 'office', name: 'Trụ sở', shelter_id: null } }],
  });
});

test('what was read comes back unchanged', () => {
  const form = formOf({ ...whole, decided: true, number: '12/QĐ-UBND', signed_on: '2026-08-20', signer: 'A', ladder: [{ level: 1, to: 'responsible', after_days: 1 }] });
  const held = { ...form, ordered_by: '51', template_code: 'preparedness', subjects: form.subjects.map((each) => ({ key: '', unit_name: '', place: null, ...each })) } as unknown as Inspection;
  expect(formOf(draftOf(held))).toEqual(form);
});

test('the server’s pointers lead to the fields', () => {
  expect(fieldAt('/subjects/0', whole)).toBe('units');
  expect(fieldAt('/subjects/2/place/name', whole)).toBe('places-1-name');
  expect(fieldAt('/members/0/account', whole)).toBe('members-1-account');
  expect(fieldAt('/decision/signed_on', whole)).toBe('decision-signed_on');
});

test('days without strokes are read too', () => {
  expect([dayOf('30112026', '2026-01-01'), dayOf('3011', '2026-01-01'), dayOf('301126', '2026-01-01'), dayOf('30/11', '2026-01-01'), dayOf('3113', '2026-01-01'), dayOf('', '2026-01-01')])
    .toEqual(['2026-11-30', '2026-11-30', '2026-11-30', '2026-11-30', null, null]);
});
