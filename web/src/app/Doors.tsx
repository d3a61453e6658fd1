import '../i18n/desk';
import '../styles/doors.css';
import { Route, Switch } from 'wouter';
import InvitationPage from './session/InvitationPage';
import SignInPage from './session/SignInPage';

/** The pages before one is inside: signing in, and setting a first password. */
export default function Doors() {
  return (
    <Switch>
      <Route path="/invitation"><InvitationPage /></Route>
      <Route><SignInPage /></Route>
    </Switch>
  );
}
