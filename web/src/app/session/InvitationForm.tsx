import { useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';
import { acceptInvitation, type Invitation } from '../../api/accounts';
import { useWords } from '../../i18n';
import { useNow } from '../../shared/clock';
import { Field } from '../../shared/Field';
import { longMoment } from '../../shared/format';
import { ErrorSummary } from '../../shared/form/ErrorSummary';
import { PasswordField } from '../../shared/form/PasswordField';
import { SHORTEST } from '../../shared/form/passwordDoubts';
import { useFormErrors } from '../../shared/form/useFormErrors';
import { useToast } from '../../shared/Toast';
import { useSignedIn } from './useSignedIn';

/** Sets the password of an account, or makes the first account of all. Then one is signed in. */
export function InvitationForm({ secret, invitation }: { secret: string; invitation: Invitation }) {
  const { t, lang } = useWords();
  const [, go] = useLocation();
  const { take } = useSignedIn();
  const say = useToast();
  const now = useNow();
  const first = invitation.kind === 'first_admin';
  const [name, setName] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const errors = useFormErrors('invitation', ['display_name', 'name', 'password']);
  const about = first ? [name, displayName] : [invitation.name ?? '', invitation.display_name ?? ''];

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const missing = errors.found({
      name: first && name.trim() === '' && t('account.nameMissing'),
      display_name: first && displayName.trim() === '' && t('account.displayNameMissing'),
      password: [...password].length < SHORTEST && t('password.tooShort', { n: SHORTEST }),
    });
    if (missing) return;
    setBusy(true);
    try {
      take(await acceptInvitation({ secret, password, ...(first && { name: name.trim(), display_name: displayName.trim().normalize('NFC') }) }));
      say({ tone: 'done', text: t(first ? 'invitation.firstDone' : 'invitation.done') });
      go(first ? '/accounts' : '/', { replace: true });
    } catch (reason) {
      errors.failed(reason);
      setBusy(false);
    }
  };

  return (
    <form className="stack" noValidate onSubmit={(event) => void submit(event)}>
      <p className="mut">{first ? t('invitation.firstLead') : t('invitation.lead', { time: longMoment(invitation.expires_at, lang) })}</p>
      <ErrorSummary errors={errors.errors} />
      {errors.general && <p role="alert" className="errmsg">{errors.general}</p>}
      {first ? (
        <>
          <Field id={errors.idOf('display_name')} label={t('account.displayName')} hint={t('account.displayNameHint')} error={errors.of('display_name')} value={displayName} onChange={(e) => setDisplayName(e.target.value)} autoComplete="name" />
          <Field id={errors.idOf('name')} label={t('account.name')} hint={t('account.nameHint')} error={errors.of('name')} value={name} onChange={(e) => setName(e.target.value)} autoComplete="username" autoCapitalize="none" spellCheck={false} />
        </>
      ) : (
        <dl className="cya">
          <div><dt>{t('account.whose')}</dt><dd>{invitation.display_name}<small>{[invitation.role && t(`role.${invitation.role}`), invitation.unit_name].filter(Boolean).join(' · ')}</small></dd></div>
          <div><dt>{t('account.name')}</dt><dd><input className="inp" readOnly value={invitation.name ?? ''} autoComplete="username" aria-label={t('account.name')} /></dd></div>
        </dl>
      )}
      <PasswordField id={errors.idOf('password')} label={t('password.new')} hint={t('password.hint', { n: SHORTEST })} error={errors.of('password')} value={password} onChange={setPassword} autoComplete="new-password" advise={{ about }} />
      <button type="submit" className="btn pri xl" disabled={busy || new Date(invitation.expires_at) < now}>{t(first ? 'invitation.firstAct' : 'invitation.act')}</button>
    </form>
  );
}
