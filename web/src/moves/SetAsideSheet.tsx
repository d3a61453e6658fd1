import type { UnplacedReport } from '../api/types';
import { useWords } from '../i18n';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { SentWords } from './SentWords';
import { readSent } from './unplaced';
import { useSettle } from './useSettle';

/** A report that is of no use goes from the list with the reason; it is kept, and the log says who did it. */
export function SetAsideSheet({ report, onClose }: { report: UnplacedReport; onClose: () => void }) {
  const { t } = useWords();
  const settle = useSettle();
  return (
    <ConfirmSheet
      act={t('unplaced.asideAct')} onClose={onClose}
      answers={[
        { name: t('moves.takeBack.report'), value: <SentWords report={report} sent={readSent(report.sent)} /> },
        { name: t('board.willHappen'), value: t('unplaced.asideWill') },
      ]}
      remark={{ label: t('unplaced.remark'), hint: t('unplaced.remarkHint'), needed: t('unplaced.remarkMissing') }}
      onAct={(remark) => settle(report, { remark }, t('unplaced.asideDone'))}
    />
  );
}
