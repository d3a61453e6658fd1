import { useQueryClient } from '@tanstack/react-query';
import { acceptAllocation, type Allocation } from '../../api/allocation';
import { Problem } from '../../api/problem';
import { useWords } from '../../i18n';
import { ConfirmSheet } from '../../shared/ConfirmSheet';
import { number } from '../../shared/format';
import { useToast } from '../../shared/Toast';
import { planKeys } from '../planQueries';
import type { Plan } from '../types';
import { inOrder, takenAs } from './rows';

const FIRST = 8;

/** Two steps: which rows, into which draft, and what stays; then they are written. */
export function TakeSheet({ plan, proposal, chosen, onClose }: { plan: Plan; proposal: Allocation; chosen: ReadonlySet<number>; onClose: () => void }) {
  const { t, lang } = useWords();
  const client = useQueryClient();
  const say = useToast();
  const n = (count: number) => number(count, lang, 0);
  const rows = inOrder(proposal.rows).filter((row) => chosen.has(row.n));
  const draft = proposal.version;
  const take = async () => {
    try {
      const { allocation, version } = await acceptAllocation(proposal.id, takenAs(proposal.rows, chosen));
      client.setQueryData(['allocation', proposal.id], allocation);
      void client.invalidateQueries({ queryKey: ['allocations', plan.id] });
      void client.invalidateQueries({ queryKey: planKeys.all });
      say({ tone: 'done', text: t('arrange.alloc.taken', { count: rows.length, n: version.n }) });
    } catch (reason) {
      // What changed is told by the proposal itself, which is read anew behind the sheet.
      if (reason instanceof Problem && (reason.status === 409 || reason.stale)) void client.invalidateQueries({ queryKey: ['allocation', proposal.id] });
      throw reason;
    }
  };
  const shown = rows.slice(0, FIRST);
  return (
    <ConfirmSheet
      act={t('arrange.alloc.takeAct', { count: rows.length, draft: draft ? t('arrange.alloc.draftN', { n: draft.n }) : t('arrange.alloc.draftNew') })}
      answers={[
        { name: t('arrange.alloc.draft'), value: draft ? t('arrange.alloc.draftNWhat', { n: draft.n, revision: draft.revision }) : t('arrange.alloc.draftNewWhat') },
        { name: t('arrange.alloc.rowsIn'), value: <ul>{shown.map((row) => <li key={row.n}>{row.beside === 'dropped' ? t('arrange.alloc.saysDrop', { zone: row.zone, shelter: row.shelter_name }) : t('arrange.alloc.saysOf', { zone: row.zone, shelter: row.shelter_name, n: n(row.people) })}</li>)}{rows.length > FIRST && <li>{t('plan.andMore', { count: rows.length - FIRST })}</li>}</ul> },
        { name: t('arrange.alloc.peopleIn'), value: n(rows.reduce((sum, row) => sum + row.people, 0)) },
        { name: t('arrange.alloc.othersStay'), value: t('arrange.alloc.othersStayWhat') },
      ]}
      onAct={take} onClose={onClose}
    >
      {!proposal.feasible && <p className="ban warn"><span className="grow">{t('arrange.alloc.shortStays', { n: n(proposal.totals.missing) })}</span></p>}
    </ConfirmSheet>
  );
}
