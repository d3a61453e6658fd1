import { useState, type FormEvent } from 'react';
import { changePassword } from '../api/accounts';
import { Office } from '../app/Office';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { Row } from '../shared/ConfirmSheet';
import { ErrorSummary } from '../shared/form/ErrorSummary';
import { PasswordField } from '../shared/form/PasswordField';
import { SHORTEST } from '../shared/form/passwordDoubts';
import { useFormErrors } from '../shared/form/useFormErrors';
import { useToast } from '../shared/Toast';
import { Gate } from './Gate';

/** One's own account: who one is here, and a new password. */
export default function OwnAccount() {
  const { t } = useWords();
  const { account } = useSignedIn();
  return (
    <Office title={t('app.nav.own')} width="form">
      <Gate>
        {account && (
          <section className="block">
            <dl className="cya">
              <Row name={t('account.displayName')}>{account.display_name}</Row>
              <Row name={t('account.name')}>{account.name}</Row>
              <Row name={t('account.role')}>{t(`role.${account.role}`)}</Row>
              <Row name={t('account.unit')}>{account.unit_name ?? t('account.wholeProvince')}</Row>
            </dl>
            <p className="sm mut">{t('account.ownWrong')}</p>
          </section>
        )}
        <PasswordForm about={[account?.name ?? '', account?.display_name ?? '']} />
      </Gate>
    </Office>
  );
}

function PasswordForm({ about }: { about: string[] }) {
  const { t } = useWords();
  const say = useToast();
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const [busy, setBusy] = useState(false);
  const errors = useFormErrors('password', ['old_password', 'new_password']);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (errors.found({
      old_password: old === '' && t('password.oldMissing'),
      new_password: ([...fresh].length < SHORTEST && t('password.tooShort', { n: SHORTEST })) || (fresh === old && t('password.sameAsOld')),
    })) return;
    setBusy(true);
    try {
      await changePassword(old, fresh);
      setOld('');
      setFresh('');
      say({ tone: 'done', text: t('password.changed') });
    } catch (reason) {
      errors.failed(reason);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="block form" noValidate onSubmit={(event) => void submit(event)}>
      <div><h3>{t('password.changeTitle')}</h3><p className="sm mut">{t('password.changeLead')}</p></div>
      <ErrorSummary errors={errors.errors} />
      {errors.general && <p role="alert" className="errmsg">{errors.general}</p>}
      <input type="text" hidden readOnly autoComplete="username" value={about[0]} />
      <PasswordField id={errors.idOf('old_password')} label={t('password.old')} error={errors.of('old_password')} value={old} onChange={setOld} autoComplete="current-password" />
      <PasswordField id={errors.idOf('new_password')} label={t('password.new')} hint={t('password.hint', { n: SHORTEST })} error={errors.of('new_password')} value={fresh} onChange={setFresh} autoComplete="new-password" advise={{ about }} />
      <div className="acts-row"><button type="submit" className="btn pri xl" disabled={busy}>{t('password.changeAct')}</button></div>
    </form>
  );
}
