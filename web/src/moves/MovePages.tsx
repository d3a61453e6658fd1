import '../i18n/desk';
import '../i18n/moves';
import '../styles/office.css';
import './moves.css';
import { lazy, Suspense } from 'react';
import { Link, Route, Switch } from 'wouter';
import { Office } from '../app/Office';
import { OnlyOpen } from '../app/OnlyOpen';
import { useWords } from '../i18n';
import HouseholdsPage from './HouseholdsPage';

// The list of households is what a phone in a village opens; the rest comes when it is asked for.
const EventList = lazy(() => import('./EventList'));
const EventBoard = lazy(() => import('./EventBoard'));
const ReviewPage = lazy(() => import('../drills/ReviewPage'));
const DrillStart = lazy(() => import('../drills/DrillStart'));
const DrillRun = lazy(() => import('../drills/DrillRun'));
const SheetsPage = lazy(() => import('./SheetsPage'));
const BeginPage = lazy(() => import('./BeginPage'));
const ShortCodesPage = lazy(() => import('./ShortCodesPage'));
const UnplacedPage = lazy(() => import('./UnplacedPage'));

/** The pages of a move: households, the board of an event, beginning by hand, short codes, paper, reports to place. */
export default function MovePages() {
  const { t } = useWords();
  return (
    <Suspense fallback={<Office title={t('loading')} />}>
      <OnlyOpen><Switch>
        <Route path="/di-doi/:activation/ho/:id">{({ activation, id }) => <HouseholdsPage activationId={activation} hereId={id} />}</Route>
        <Route path="/di-doi/:activation">{({ activation }) => <HouseholdsPage activationId={activation} />}</Route>
        <Route path="/dot-thien-tai"><EventList /></Route>
        <Route path="/dot-thien-tai/:id/in">{({ id }) => <SheetsPage key={id} id={id} />}</Route>
        <Route path="/dot-thien-tai/:id/nhin-lai">{({ id }) => <ReviewPage key={id} id={id} />}</Route>
        <Route path="/dot-thien-tai/:id">{({ id }) => <EventBoard key={id} id={id} />}</Route>
        <Route path="/dien-tap"><DrillStart /></Route>
        <Route path="/dien-tap/:id">{({ id }) => <DrillRun key={id} id={id} />}</Route>
        <Route path="/kich-hoat"><BeginPage /></Route>
        <Route path="/ma-ngan"><ShortCodesPage /></Route>
        <Route path="/bao-cao-cho-xep"><UnplacedPage /></Route>
        <Route><Office title={t('notFound')}><p><Link href="/">{t('toStart')}</Link></p></Office></Route>
      </Switch></OnlyOpen>
    </Suspense>
  );
}
