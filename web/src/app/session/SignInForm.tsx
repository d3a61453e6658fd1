import { Lock, UserRound } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { Problem } from '../../api/problem';
import { useMeta } from '../../api/queries';
import type { DemoAccount } from '../../api/types';
import { useWords } from '../../i18n';
import { Banner } from '../../shared/Banner';
import { useNow } from '../../shared/clock';
import { failureWords } from '../../shared/Failure';
import { Field } from '../../shared/Field';
import { useSignedIn } from './useSignedIn';

interface Props { onDone?: () => void; only?: (account: DemoAccount) => boolean }
/** `until`: the account or the address is locked, and asking before then is refused whatever is typed. */
interface Refusal { words: string; until: Date | null }

/** Sign-in in place. In a demonstration one tap on an account does it; `only` leaves the accounts that can do it. */
export function SignInForm({ onDone, only }: Props) {
  const { t } = useWords();
  const { enter } = useSignedIn();
  const accounts = useMeta().data?.demo_accounts ?? [];
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const go = async (asName: string, withPassword: string) => {
    setBusy(true);
    setRefusal(null);
    try {
      await enter(asName, withPassword);
      onDone?.();
    } catch (reason) {
      const until = reason instanceof Problem && reason.status === 429 ? reason.retryAt : null;
      setRefusal({ words: failureWords(reason, t, true), until });
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation(); // the form may stand inside another dialog's form
    void go(name.trim(), password);
  };

  const offered = only ? accounts.filter(only) : accounts;
  const fields = (
    <form onSubmit={submit} className="stack">
      <Field label={t('app.session.name')} value={name} onChange={(e) => setName(e.target.value)} autoComplete="username" required autoCapitalize="none" spellCheck={false} />
      <Field label={t('app.session.password')} value={password} onChange={(e) => setPassword(e.target.value)} type="password" autoComplete="current-password" required />
      <button type="submit" className="btn pri xl" disabled={busy}>{t('app.session.submit')}</button>
    </form>
  );
  return (
    <div className="signin stack">
      {refusal && <Refused refusal={refusal} />}
      {offered.length > 0 && (
        <fieldset className="picks" disabled={busy}>
          <legend>{t('app.session.demoPick')}</legend>
          <p className="hint">{t('app.session.demoHint')}</p>
          {offered.map((account) => (
            <button
              key={account.name}
              type="button"
              className="pick"
              data-account={account.name}
              data-role={account.role}
              onClick={() => void go(account.name, account.password)}
            >
              <UserRound aria-hidden className="i" />
              <span className="grow"><b>{account.display_name}</b><small>{t(`role.${account.role}`)}{account.unit_name ? ` · ${account.unit_name}` : ''}</small></span>
            </button>
          ))}
        </fieldset>
      )}
      {offered.length > 0 ? <details open={refusal !== null || undefined}><summary>{t('app.session.other')}</summary>{fields}</details> : fields}
    </div>
  );
}

/** The server says it in words, with the tries left or the hour. When the hour has come, the words go. */
function Refused({ refusal }: { refusal: Refusal }) {
  const now = useNow(1_000);
  if (refusal.until && refusal.until.getTime() < now.getTime()) return null;
  return <div role="alert"><Banner tone={refusal.until ? 'warn' : 'dan'} icon={Lock}>{refusal.words}</Banner></div>;
}
