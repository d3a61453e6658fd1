import '../i18n/hooks';
import '../i18n/intake';
import './hooks.css';
import { Route, Switch } from 'wouter';
import { Gate } from '../accounts/Gate';
import { Office } from '../app/Office';
import { useMayHook, useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { DeliveriesPage } from './DeliveriesPage';
import { HookAdd } from './HookAdd';
import { HookEdit } from './HookEdit';
import { HookList } from './HookList';
import { HookPage } from './HookPage';
import { HOOKS } from './where';

/** Which programs are told of what, and what became of each message; for administrators of the whole province. */
export default function HookPages() {
  const { t } = useWords();
  const { may } = useSignedIn();
  const mayHook = useMayHook();
  if (!mayHook) {
    return (
      <Office title={t('hooks.title')} lead={t('hooks.lead')}>
        <Gate needs="manage_sources">{may('manage_sources') && <div className="emptybox"><p>{t('hooks.provinceOnly')}</p></div>}</Gate>
      </Office>
    );
  }
  return (
    <Switch>
      <Route path={HOOKS}><HookList /></Route>
      <Route path={`${HOOKS}/them`}><HookAdd /></Route>
      <Route path={`${HOOKS}/da-gui`}><DeliveriesPage /></Route>
      <Route path={`${HOOKS}/:id`}>{({ id }) => <HookPage key={id} id={id} />}</Route>
      <Route path={`${HOOKS}/:id/sua`}>{({ id }) => <HookEdit key={id} id={id} />}</Route>
    </Switch>
  );
}
