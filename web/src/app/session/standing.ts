import type { Meta, Session } from '../../api/types';

/** Whether the situation is open to who looks: `lookup`: only what everybody may see, until somebody signs in; `asking`: not told yet. */
export type Standing = 'asking' | 'open' | 'lookup';

interface Asked<T> { data: T | undefined; isError: boolean }

/** Where nobody answers nothing is known to be shut: then a page says what is lost. */
export function standing(session: Asked<Pick<Session, 'account'>>, meta: Asked<Pick<Meta, 'anonymous'>>): Standing {
  if (session.data?.account) return 'open';
  if (session.data && meta.data) return meta.data.anonymous === 'lookup_only' ? 'lookup' : 'open';
  return (session.data || session.isError) && (meta.data || meta.isError) ? 'open' : 'asking';
}
