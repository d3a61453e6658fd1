import { CircleCheck, CircleDashed, CircleX, Clock } from 'lucide-react';
import { Link } from 'wouter';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { moment } from '../shared/format';
import { COUNTED } from './hookQueries';
import type { Tally } from './standing';
import { deliveriesAt } from './where';

/** How the last deliveries went: what arrived, what waits, what was given up, each with its sign and its word. */
export function TallyLines({ id, tally: { pending, dead, arrived } }: { id: string; tally: Tally }) {
  const { t } = useWords();
  const now = useNow(60_000);
  const count = (n: number, one: 'hooks.pendingCount' | 'hooks.deadCount') => (n >= COUNTED ? `${t('hooks.more', { count: n })} – ${t(one, { count: n })}` : t(one, { count: n }));
  const Icon = arrived ? CircleCheck : CircleDashed;
  return (
    <ul className="tally">
      <li data-arrived={arrived ? 'yes' : 'no'}><Icon aria-hidden size={14} />{arrived ? t('hooks.lastArrived', { time: moment(arrived.tried_at ?? arrived.made_at, now) }) : t('hooks.noneArrived')}</li>
      {pending.length > 0 && <li data-pending={pending.length}><Clock aria-hidden size={14} /><Link href={deliveriesAt({ webhook: id, state: 'pending' })}>{count(pending.length, 'hooks.pendingCount')}</Link></li>}
      {dead.length > 0 && <li className="bad" data-dead={dead.length}><CircleX aria-hidden size={14} /><Link href={deliveriesAt({ webhook: id, state: 'dead' })}>{count(dead.length, 'hooks.deadCount')}</Link></li>}
    </ul>
  );
}
