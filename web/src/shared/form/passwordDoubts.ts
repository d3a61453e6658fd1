// What makes a password easy to guess, in the order in which it is worth saying. Advice only: the server decides.
import { folded } from '../format';

export type Doubt = 'short' | 'own' | 'common' | 'same' | 'digits';
/** The server's own lower limit. */
export const SHORTEST = 8;

const COMMON = ['matkhau', 'password', '123456', 'abc123', 'qwerty', 'iloveyou', 'vietnam', 'ungpho', 'admin'];

/** `about`: words of the account itself, such as its name. An empty answer means nothing speaks against it. */
export function doubts(password: string, about: readonly string[]): Doubt[] {
  const plain = folded(password).replace(/\s/g, '');
  const found: Doubt[] = [];
  if ([...password].length < SHORTEST) found.push('short');
  if (about.some((word) => word.length >= 3 && plain.includes(folded(word).replace(/\s/g, '')))) found.push('own');
  if (COMMON.some((word) => plain.includes(word))) found.push('common');
  if (new Set(plain).size < 5) found.push('same');
  else if (/^\d+$/.test(plain)) found.push('digits');
  return found;
}
