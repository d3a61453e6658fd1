import '../i18n/inspections';
import '../households/register.css';
import '../resources/resources.css';
import './inspections.css';
import { lazy } from 'react';
import { Link, Redirect, Route, Switch } from 'wouter';
import { Gate } from '../accounts/Gate';
import { Office } from '../app/Office';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';

const CampaignList = lazy(() => import('./CampaignList'));
const CampaignNew = lazy(() => import('./CampaignNew'));
const CampaignEdit = lazy(() => import('./CampaignEdit'));
const CampaignPage = lazy(() => import('./CampaignPage'));
const RecordPage = lazy(() => import('./RecordPage'));
const OwedList = lazy(() => import('./OwedList'));
const OwedPage = lazy(() => import('./OwedPage'));
const LetterPage = lazy(() => import('./LetterPage'));
const TemplateList = lazy(() => import('./TemplateList'));
const TemplatePage = lazy(() => import('./TemplatePage'));

/** Everything under /kiem-tra; each page comes when it is opened. Records name people, so all of it asks who is there. */
export default function InspectionPages() {
  const { t } = useWords();
  const { account } = useSignedIn();
  if (!account) return <Office title={t('inspections.title')} lead={t('inspections.lead')}><Gate>{null}</Gate></Office>;
  return (
    <Switch>
      <Route path="/kiem-tra"><CampaignList /></Route>
      <Route path="/kiem-tra/dot/moi"><CampaignNew /></Route>
      <Route path="/kiem-tra/dot/:id">{({ id }) => <CampaignPage key={id} id={id} />}</Route>
      <Route path="/kiem-tra/dot/:id/sua">{({ id }) => <CampaignEdit key={id} id={id} />}</Route>
      <Route path="/kiem-tra/bien-ban/:id">{({ id }) => <RecordPage key={id} id={id} />}</Route>
      <Route path="/kiem-tra/viec"><OwedList /></Route>
      <Route path="/kiem-tra/viec/:id">{({ id }) => <OwedPage key={id} id={id} />}</Route>
      <Route path="/kiem-tra/viec/:id/van-ban">{({ id }) => <LetterPage key={id} id={id} />}</Route>
      <Route path="/kiem-tra/mau"><TemplateList /></Route>
      <Route path="/kiem-tra/mau/:code">{({ code }) => <TemplatePage key={code} code={code} />}</Route>
      <Route path="/kiem-tra/dot"><Redirect to="/kiem-tra" /></Route>
      <Route><Office title={t('notFound')}><p><Link href="/kiem-tra">{t('inspections.title')}</Link></p></Office></Route>
    </Switch>
  );
}
