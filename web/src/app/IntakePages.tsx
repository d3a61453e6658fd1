import '../i18n/desk';
import '../i18n/intake';
import '../styles/office.css';
import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { useWords } from '../i18n';
import { Office } from './Office';

const SourcesPage = lazy(() => import('../sources/SourcesPage'));
const QuarantinePage = lazy(() => import('../quarantine/QuarantinePage'));
const BulletinPage = lazy(() => import('../bulletins/BulletinPage'));
const SignPage = lazy(() => import('../signs/SignPage'));
const MappingPage = lazy(() => import('../mapping/MappingPage'));

/** The pages about what arrives: from where, what could not be read, what people type in and report. */
export default function IntakePages() {
  const { t } = useWords();
  return (
    <Suspense fallback={<Office title={t('loading')} />}>
      <Switch>
        <Route path="/nguon-tin"><SourcesPage /></Route>
        <Route path="/cach-ly"><QuarantinePage /></Route>
        <Route path="/nhap-ban-tin"><BulletinPage /></Route>
        <Route path="/bao-dau-hieu"><SignPage /></Route>
        <Route><MappingPage /></Route>
      </Switch>
    </Suspense>
  );
}
