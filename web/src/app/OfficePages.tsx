import '../i18n/desk';
import '../styles/office.css';
import { lazy, Suspense } from 'react';
import { Link, Route, Switch } from 'wouter';
import { useWords } from '../i18n';
import { Office } from './Office';
import { OnlyOpen } from './OnlyOpen';

const AccountList = lazy(() => import('../accounts/AccountList'));
const AccountAdd = lazy(() => import('../accounts/AccountAdd'));
const AccountPage = lazy(() => import('../accounts/AccountPage'));
const RolesPage = lazy(() => import('../accounts/RolesPage'));
const OwnAccount = lazy(() => import('../accounts/OwnAccount'));
const AuditLog = lazy(() => import('../audit/AuditLog'));
const PlanPages = lazy(() => import('../plans/PlanPages'));
const ImportPage = lazy(() => import('../imports/ImportPage'));
const SourcesPage = lazy(() => import('../sources/SourcesPage'));
const QuarantinePage = lazy(() => import('../quarantine/QuarantinePage'));
const BulletinPage = lazy(() => import('../bulletins/BulletinPage'));
const SignPage = lazy(() => import('../signs/SignPage'));
const HookPages = lazy(() => import('../hooks/HookPages'));
const MappingPage = lazy(() => import('../mapping/MappingPage'));
const RegisterPage = lazy(() => import('../households/RegisterPage'));
const HouseholdPage = lazy(() => import('../households/HouseholdPage'));
const HouseholdAdd = lazy(() => import('../households/HouseholdAdd'));
const HouseholdImport = lazy(() => import('../households/ImportPage'));
const ResourcesPage = lazy(() => import('../resources/ResourcesPage'));
const ResourceImport = lazy(() => import('../resources/ImportPage'));
const InspectionPages = lazy(() => import('../inspections/InspectionPages'));
const FindingsPage = lazy(() => import('../findings/FindingsPage'));
const WhatIfPage = lazy(() => import('../whatIf/WhatIfPage'));
const NormsPage = lazy(() => import('../norms/NormsPage'));
const RoadsPage = lazy(() => import('../roads/RoadsPage'));
const Coverage = lazy(() => import('../coverage/CoveragePage'));

/** The pages worked on at a desk. Each is a chunk of its own; the frame stays while the next one comes. */
export default function OfficePages() {
  const { t } = useWords();
  return (
    <Suspense fallback={<Office title={t('loading')} />}>
      <OnlyOpen><Switch>
        <Route path="/plans/*?"><PlanPages /></Route>
        <Route path="/nhap-ban-do"><ImportPage /></Route>
        <Route path="/ho-dan"><RegisterPage /></Route>
        <Route path="/ho-dan/them"><HouseholdAdd /></Route>
        <Route path="/ho-dan/nhap"><HouseholdImport /></Route>
        <Route path="/ho-dan/:id">{({ id }) => <HouseholdPage key={id} id={id} />}</Route>
        <Route path="/nguon-luc"><ResourcesPage /></Route>
        <Route path="/nguon-luc/nhap"><ResourceImport /></Route>
        <Route path="/kiem-tra/*?"><InspectionPages /></Route>
        <Route path="/phat-hien"><FindingsPage /></Route>
        <Route path="/gia-dinh-tinh-huong"><WhatIfPage /></Route>
        <Route path="/nguon-luc/duong"><RoadsPage /></Route>
        <Route path="/nguon-luc/dinh-muc"><NormsPage /></Route>
        <Route path="/coverage"><Coverage /></Route>
        <Route path="/nguon-tin"><SourcesPage /></Route>
        <Route path="/cach-ly"><QuarantinePage /></Route>
        <Route path="/nhap-ban-tin"><BulletinPage /></Route>
        <Route path="/bao-dau-hieu"><SignPage /></Route>
        <Route path="/bang-doi-chieu"><MappingPage /></Route>
        <Route path="/bao-he-thong-khac/*?"><HookPages /></Route>
        <Route path="/accounts"><AccountList /></Route>
        <Route path="/accounts/new"><AccountAdd /></Route>
        <Route path="/accounts/roles"><RolesPage /></Route>
        <Route path="/accounts/:id">{({ id }) => <AccountPage key={id} id={id} />}</Route>
        <Route path="/account"><OwnAccount /></Route>
        <Route path="/audit"><AuditLog /></Route>
        <Route><Office title={t('notFound')}><p><Link href="/">{t('toStart')}</Link></p></Office></Route>
      </Switch></OnlyOpen>
    </Suspense>
  );
}
