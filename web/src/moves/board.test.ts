import { expect, test } from 'vitest';
import type { Activation, ChecklistSummary } from '../api/types';
import { shares, signed, stageCounts, stageGroups, zoneRows } from './board';
import { mayReportIn } from './rights';
import { qrText, sheetsOf, shortName } from './sheets';
import { fateOf, LETTERS } from './shortCodes';
import { household } from './sample';
import { remarkNeed, unanswered } from './stageCheck';
import type { ActivationReport, Figures, ShortCodeLine, Stage } from './types';

const pair = (households: number) => ({ households, people: households * 4 });
const figures = (part: Partial<Figures> = {}): Figures => ({
  listed: pair(10), vulnerable: 0, evacuated: pair(0), host: pair(0), shelter: pair(0), unstated: pair(0), in_place: pair(0), returned: pair(0),
  not_moved: pair(0), unknown: pair(10), uncounted: pair(0), by_state: {}, conflicts: 0, differences: 0, shelters_in_use: 0, property: [], ...part,
});
const zone = (code: string, stage: Stage, round = 1, unknown = 10): ActivationReport['zones'][number] => ({ zone: { id: code, code, name: code, village: null }, checklist_id: `${code}-${round}`, round, stage, stage_name: { vi: '', en: '' }, figures: figures({ unknown: pair(unknown) }) });
const activation = { id: 'a1', plan: { commune_code: '23365', commune_name: 'Xã Ngọc Linh' } } as Activation;
const report = (zones: ActivationReport['zones']) => ({ zones }) as ActivationReport;

test('of a zone that had to leave again the newest round stands on the board, ordered before cleared, most unknown first', () => {
  const rows = zoneRows([activation], [report([zone('Z1', 'returned'), zone('Z1', 'ordered', 2, 3), zone('Z2', 'cleared'), zone('Z3', 'ordered', 1, 8)])], [undefined], null);
  expect(rows.map((row) => row.checklist_id)).toEqual(['Z3-1', 'Z1-2', 'Z2-1']);
  expect(stageCounts(rows).map(({ zones }) => zones)).toEqual([0, 2, 0, 1, 0, 0]);
});

test('overdue tasks count only where the list still runs; a commune sees its own zones', () => {
  const lists = [[{ id: 'Z1-1', state: 'open', overdue: 2, tasks_total: 5, tasks_done: 1, stage_at: '2026-11-30T05:00:00Z' }, { id: 'Z2-1', state: 'closed', overdue: 3, tasks_total: 5, tasks_done: 1, stage_at: '2026-11-30T05:00:00Z' }] as ChecklistSummary[]];
  const rows = zoneRows([activation], [report([zone('Z1', 'ordered'), zone('Z2', 'returned')])], lists, '23365');
  expect(rows.map((row) => row.overdue)).toEqual([2, 0]);
  expect(zoneRows([activation], [report([zone('Z1', 'ordered')])], lists, '99999')).toEqual([]);
});

test('on a phone zones stand by stage: the stage with overdue tasks first, and in it the zone with most of them', () => {
  const list = (code: string, overdue: number) => ({ id: `${code}-1`, state: 'open', overdue, tasks_total: 5, tasks_done: 1 }) as ChecklistSummary;
  const rows = zoneRows([activation], [report([zone('Z1', 'ordered', 1, 9), zone('Z2', 'cleared', 1, 0), zone('Z3', 'cleared', 1, 2), zone('Z4', 'returned', 1, 0)])], [[list('Z2', 3), list('Z3', 1)]], null);
  const groups = stageGroups(rows);
  expect(groups.map(({ stage, overdue }) => [stage, overdue])).toEqual([['cleared', 4], ['ordered', 0], ['returned', 0]]);
  expect(groups[0]?.rows.map((row) => row.zone.code)).toEqual(['Z2', 'Z3']);
  expect(groups.map((group) => group.unknown)).toEqual([pair(2), pair(9), pair(0)]);
  expect(stageGroups([])).toEqual([]);
});

test('who was told and has not left is counted in the stage, though nobody is unknown', () => {
  const told = zone('Z1', 'ordered', 1, 0);
  told.figures = figures({ unknown: pair(0), not_moved: pair(7), evacuated: pair(3) });
  const [group] = stageGroups(zoneRows([activation], [report([told])], [undefined], null));
  expect([group?.unknown, group?.staying]).toEqual([pair(0), pair(7)]);
});

test('a bar has a part for each that is not nought, the unknown first', () => {
  expect(shares(figures({ unknown: pair(2), evacuated: pair(8) })).map((part) => part.name)).toEqual(['unknown', 'evacuated']);
  expect([signed(3), signed(-3), signed(0)]).toEqual(['+3', '−3', '0']);
});

test('words are asked for where a step leaves somebody behind', () => {
  expect(remarkNeed('cleared', figures(), {})).toBe('cleared');
  expect(remarkNeed('cleared', figures({ unknown: pair(0), evacuated: pair(10) }), {})).toBeNull();
  expect(remarkNeed('returned', figures({ unknown: pair(0), evacuated: pair(1) }), {})).toBe('returned');
  expect(remarkNeed('return_allowed', figures(), { rain_stopped: true, road_open: false })).toBe('unmet');
  expect(remarkNeed('return_allowed', figures(), { rain_stopped: true })).toBeNull();
  expect(remarkNeed('ordered', figures(), {}, true)).toBe('again');
  expect(unanswered(['a', 'b'], { a: false })).toEqual(['b']);
});

test('a commune’s account works in its commune, a province’s wherever the server lets it', () => {
  expect(mayReportIn({ unit_code: '23365' }, '23365')).toBe(true);
  expect(mayReportIn({ unit_code: '23446' }, '23365')).toBe(false);
  expect(mayReportIn({ unit_code: '51' }, '23365')).toBe(true);
  expect(mayReportIn({ unit_code: null }, '23365')).toBe(true);
});

test('on the wall a name is short', () => {
  expect(shortName('Nguyễn Văn Hùng')).toBe('N.V. Hùng');
  expect(shortName('Y Đá Trắng')).toBe('Y.Đ. Trắng');
  expect(shortName('  đinh  ')).toBe('đinh');
  expect(shortName('')).toBe('');
});

test('a sheet a village, in the order of the codes, groups last; earlier rounds are not printed', () => {
  const sheets = sheetsOf([household({ id: '1', code: 'A10' }), household({ id: '2', code: 'A9', people: 3 }), household({ id: '3', code: '', label: 'lán rẫy' }), household({ id: '4', village: 'Mô Po' }), household({ id: '5', is_current: false })], '');
  expect(sheets.map((sheet) => [sheet.village, sheet.households.map((each) => each.id), sheet.people])).toEqual([['Mô Po', ['4'], 5], ['Ngọc Nang', ['2', '1', '3'], 13]]);
  expect(qrText(household())).toBe('UNGPHO:23365:A12');
});

test('a line is read, of nobody known, or not read', () => {
  const line = (part: Partial<ShortCodeLine>): ShortCodeLine => ({ line: 'A12 D 5', understood: { household: 'A12', said: { state: 'departed' } }, relocation: household(), words: { vi: '', en: '' }, taken: null, ...part });
  expect(fateOf(line({}))).toBe('read');
  expect(fateOf(line({ relocation: null }))).toBe('unplaced');
  expect(fateOf(line({ understood: null, relocation: null }))).toBe('unread');
  expect(new Set(LETTERS.map((each) => each.letter)).size).toBe(9);
});
