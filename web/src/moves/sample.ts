// A household for tests: five people by the register, nobody has said anything.
import type { Relocation } from './types';

export const household = (part: Partial<Relocation> = {}): Relocation => ({
  id: 'r1', event_id: 'e1', household_id: 'h1', code: 'A12', label: null, head: 'A Tre Tây', phone: null, commune_code: '23365', village: 'Ngọc Nang',
  round: 1, is_current: true, opened_at: '2026-11-30T05:00:00Z', listed: 5, vulnerable: 1, people: 5, uncounted: true,
  state: 'unknown', state_name: { vi: 'chưa rõ', en: 'not yet known' }, state_at: null, state_by: null,
  present: null, departed: null, arrived: null, returned: null, destination: null, reason: null, coercion: null, remarks: [],
  property: [{ id: 'p1', kind: 'livestock', what: 'trâu', quantity: 2, unit: 'con', state: 'to_move' }],
  conflicts: [], differences: [], revision: 0, etag: '"0"', ...part,
});
