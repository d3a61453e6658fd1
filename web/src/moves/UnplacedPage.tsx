import { MailCheck, MailQuestion } from 'lucide-react';
import { useState } from 'react';
import { dataAge, useUnplaced } from '../api/queries';
import type { UnplacedReport } from '../api/types';
import { Office } from '../app/Office';
import { useAskToSignIn } from '../app/session/SignInProvider';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { DataAge } from '../shared/DataAge';
import { Waiting } from '../shared/Failure';
import { PlaceDialog } from './PlaceDialog';
import { SetAsideSheet } from './SetAsideSheet';
import { takenBackAmong } from './unplaced';
import { UnplacedCard } from './UnplacedCard';

/** Each may ask the server for a household; a long list goes in portions. */
const PORTION = 25;

/** Reports from the field for which nothing was found: a person says whose each is, or sets it aside. None is lost. */
export default function UnplacedPage() {
  const { t } = useWords();
  const { account, may, known } = useSignedIn();
  const ask = useAskToSignIn();
  const allowed = may('tick_task');
  const found = useUnplaced(allowed);
  const [shown, setShown] = useState(PORTION);
  const [placing, setPlacing] = useState<UnplacedReport | null>(null);
  const [aside, setAside] = useState<UnplacedReport | null>(null);
  const reports = found.data ?? [];
  const takenBack = takenBackAmong(reports);
  const ids = new Set(reports.map((report) => report.id));
  return (
    <Office
      title={t('unplaced.title')} crumbs={[{ href: '/dot-thien-tai', name: t('board.events') }]}
      lead={found.data && <span className="row wrap"><b data-unplaced-count={reports.length}>{t('unplaced.count', { count: reports.length })}</b><DataAge at={dataAge(found)} /></span>}
    >
      {known && !allowed && <Banner tone="info" icon={MailQuestion} action={<button type="button" className="btn" onClick={() => ask('tick_task')}>{t(account ? 'app.session.switch' : 'app.session.signIn')}</button>}>{t('unplaced.signIn')}</Banner>}
      {allowed && !found.data && <Waiting error={found.error} retry={() => void found.refetch()} />}
      {found.data && (reports.length === 0
        ? <div className="emptybox"><p className="row"><MailCheck aria-hidden className="i" /><b>{t('unplaced.none')}</b></p><p>{t('unplaced.what')}</p></div>
        : <p className="mut">{t('unplaced.what')}</p>)}
      <ul className="unplaced" aria-label={t('unplaced.title')}>
        {reports.slice(0, shown).map((report) => <li key={report.id}><UnplacedCard report={report} takenBack={takenBack.has(report.id)} here={ids} onPlace={() => setPlacing(report)} onSetAside={() => setAside(report)} /></li>)}
      </ul>
      {reports.length > shown && <button type="button" className="btn" onClick={() => setShown(shown + PORTION)}>{t('unplaced.more', { count: Math.min(PORTION, reports.length - shown) })}</button>}
      {placing && <PlaceDialog report={placing} takenBack={takenBack.has(placing.id)} onClose={() => setPlacing(null)} />}
      {aside && <SetAsideSheet report={aside} onClose={() => setAside(null)} />}
    </Office>
  );
}
