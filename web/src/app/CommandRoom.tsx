import '../i18n/room';
import '../styles/past.css';
import { lazy, Suspense, type ReactNode } from 'react';
import { Link, Redirect, Route, Switch, useRoute, useSearch } from 'wouter';
import { ActivationPanel } from '../activations/ActivationPanel';
import { useActivation, useChecklist } from '../api/queries';
import { ChecklistPanel } from '../checklists/ChecklistPanel';
import { useWords } from '../i18n';
import { ZonePanel } from '../zones/ZonePanel';
import { AboutPage } from './AboutPage';
import { Overview } from './Overview';
import { usePageTitle } from './pageTitle';
import { Shell } from './Shell';

// Not needed to decide or to tick: they come when the inbox or a bulletin is opened.
const Inbox = lazy(() => import('../alerts/Inbox'));
const AlertPanel = lazy(() => import('../alerts/AlertPanel'));

/** Every page is the same Shell in the same place, so that the map lives on when the selection moves. */
export default function CommandRoom() {
  const [, checklistAt] = useRoute('/checklists/:id');
  const checklist = useChecklist(checklistAt?.id).data;
  const search = useSearch();
  const { t } = useWords();
  const asked = search && `?${search}`; // the filter of the inbox stays while bulletins are opened
  return (
    <Switch>
      <Route path="/"><Called name={t('app.nav.command')}><Shell phone="list" panel={<Overview />} /></Called></Route>
      <Route path="/ban-tin"><Called name={t('alerts.inbox')}><Shell phone="list" wideList list={<InboxList />} panel={<Overview />} /></Called></Route>
      <Route path="/ban-tin/:id">{({ id }) => <Shell phone="panel" wideList back={`/ban-tin${asked}`} selected={{ alertId: id }} list={<InboxList hereId={id} />} panel={<AlertPage key={id} id={id} />} />}</Route>
      <Route path="/alerts/:id?">{({ id }) => <Redirect to={id ? `/ban-tin/${id}` : '/ban-tin'} replace />}</Route>
      <Route path="/activations/:id">{({ id }) => <Shell phone="panel" back="/" selected={{ activationId: id }} panel={<ActivationPage key={id} id={id} />} />}</Route>
      <Route path="/checklists/:id">
        {({ id }) => (
          <Shell
            phone="panel"
            widePanel
            back={checklist ? `/activations/${checklist.activation_id}` : '/'}
            selected={{ activationId: checklist?.activation_id, zoneId: checklist?.zone.id }}
            panel={<ChecklistPanel key={id} id={id} />}
          />
        )}
      </Route>
      <Route path="/zones/:id">{({ id }) => <Shell phone="panel" back="/map" selected={{ zoneId: id }} panel={<ZonePanel key={id} id={id} />} />}</Route>
      <Route path="/map"><Called name={t('app.nav.map')}><Shell phone="map" /></Called></Route>
      <Route path="/about"><Called name={t('app.about.title')}><Shell phone="panel" forAll panel={<AboutPage />} /></Called></Route>
      <Route><Called name={t('notFound')}><Shell phone="panel" forAll panel={<NotFound />} /></Called></Route>
    </Switch>
  );
}

/** A page whose name is known before anything on it has come. */
function Called({ name, children }: { name: string; children: ReactNode }) {
  usePageTitle(name);
  return children;
}

/** The panel also stands beside the list, as the first that waits; only here the page is named after it. */
function ActivationPage({ id }: { id: string }) {
  const { t } = useWords();
  const activation = useActivation(id).data;
  usePageTitle(activation && `${t(activation.status === 'proposed' ? 'activations.proposal' : 'activations.activation')}: ${activation.plan.title}`);
  return <ActivationPanel id={id} />;
}

function InboxList({ hereId }: { hereId?: string }) {
  const { t } = useWords();
  return <Suspense fallback={<p className="pad mut" role="status">{t('loading')}</p>}><Inbox hereId={hereId} /></Suspense>;
}

function AlertPage({ id }: { id: string }) {
  const { t } = useWords();
  return <Suspense fallback={<p className="pad mut" role="status">{t('loading')}</p>}><AlertPanel id={id} /></Suspense>;
}

function NotFound() {
  const { t } = useWords();
  return <div className="sec stack"><p>{t('notFound')}</p><p><Link href="/">{t('toStart')}</Link></p></div>;
}
