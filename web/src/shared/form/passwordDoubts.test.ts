import { expect, test } from 'vitest';
import { doubts } from './passwordDoubts';

test('three words one remembers leave no doubt', () => expect(doubts('mưa rừng cầu treo', ['lan.nguyen'])).toEqual([]));
test('a short one is said to be short', () => expect(doubts('nấm Mối', [])).toEqual(['short']));
test('the own name is found behind marks and spaces', () => expect(doubts('Nguyễn Thị Lan 2026', ['Nguyen Thi Lan'])).toContain('own'));
test('a common word is found behind marks', () => expect(doubts('mật khẩu của xã', [])).toContain('common'));
test('one key held down is no password, however long', () => expect(doubts('aaaaaaaaaaaaaaaa', [])).toEqual(['same']));
test('a telephone number is only digits', () => expect(doubts('0912837465', [])).toEqual(['digits']));
