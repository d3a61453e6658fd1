import { useQueryClient } from '@tanstack/react-query';
import { call } from '../api/client';
import { keys } from '../api/keys';
import { Problem } from '../api/problem';
import type { UnplacedReport } from '../api/types';
import { useWords } from '../i18n';
import { useToast } from '../shared/Toast';

export type Settling = { relocation_id: string } | { remark: string };

/** Somebody settled it meanwhile, or what it goes to has changed: the list is read anew, and nothing was done twice. */
export const somebodyWasFirst = (reason: unknown): boolean => reason instanceof Problem && (reason.status === 409 || reason.stale);

/** Places a report or sets it aside. Where somebody was first that is said, and is no failure to try again. */
export function useSettle(): (report: UnplacedReport, how: Settling, words: string) => Promise<void> {
  const { t } = useWords();
  const client = useQueryClient();
  const say = useToast();
  return async (report, how, words) => {
    try {
      await call(`/unplaced-reports/${report.id}/settle`, { method: 'POST', body: how });
      say({ tone: 'done', text: words });
    } catch (reason) {
      if (!somebodyWasFirst(reason)) throw reason;
      say({ tone: 'fault', text: t('unplaced.first', { who: report.by }) });
    }
    void client.invalidateQueries({ queryKey: keys.moves });
  };
}
