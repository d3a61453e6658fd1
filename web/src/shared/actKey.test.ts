import { expect, test } from 'vitest';
import { NoAnswer, Problem } from '../api/problem';
import { keyAfter } from './actKey';

const refused = (status: number, kind = 'invalid') => new Problem(status, { type: `/problems/${kind}` });

test('what was mended after a refusal goes under another key', () => {
  for (const reason of [refused(409, 'name-taken'), refused(412, 'stale'), refused(422), refused(422, 'idempotency-key-reused'), refused(401, 'not-signed-in')]) expect(keyAfter('a', reason)).not.toBe('a');
});

test('where nobody knows whether it was done, the same is sent under the same key', () => {
  for (const reason of [new NoAnswer(), new Error('?'), refused(502), refused(500), refused(409, 'idempotency-in-progress'), refused(409, 'idempotency-answer-not-kept'), refused(409, 'idempotency-outcome-unknown')]) expect(keyAfter('a', reason)).toBe('a');
});
