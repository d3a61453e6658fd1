import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link } from 'wouter';
import { addAccount, type AddedAccount } from '../api/accounts';
import { keys } from '../api/keys';
import { Office } from '../app/Office';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { useActKey } from '../shared/actKey';
import { ErrorSummary } from '../shared/form/ErrorSummary';
import { useFormErrors } from '../shared/form/useFormErrors';
import { AccountFields, missingIn, type AccountDraft } from './AccountFields';
import { Gate } from './Gate';
import { InvitationShown } from './InvitationShown';
import { Tokens } from './Tokens';

/** A new account; then, once, the link by which its owner sets a password. */
export default function AccountAdd() {
  const { t } = useWords();
  const [added, setAdded] = useState<AddedAccount | null>(null);
  const [round, setRound] = useState(0);
  return (
    <Office title={added ? t('account.added', { name: added.display_name }) : t('account.add')} crumbs={[{ href: '/accounts', name: t('account.listTitle') }]} width="form">
      <Gate needs="manage_accounts">
        {added ? <Added account={added} again={() => { setAdded(null); setRound(round + 1); }} /> : <AddForm key={round} onAdded={setAdded} />}
      </Gate>
    </Office>
  );
}

function AddForm({ onAdded }: { onAdded: (account: AddedAccount) => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const { account: own } = useSignedIn();
  const [draft, setDraft] = useState<AccountDraft>({ name: '', display_name: '', role: null, unit_code: own?.unit_code ?? '' });
  const key = useActKey();
  const [busy, setBusy] = useState(false);
  const errors = useFormErrors('account', ['display_name', 'name', 'role', 'unit_code']);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (errors.found(missingIn(draft, t)) || !draft.role) return;
    setBusy(true);
    try {
      const added = await addAccount({ name: draft.name.trim(), display_name: draft.display_name.trim().normalize('NFC'), role: draft.role, unit_code: draft.unit_code || null }, key.read());
      void client.invalidateQueries({ queryKey: keys.accounts });
      onAdded(added);
    } catch (reason) {
      key.failed(reason);
      errors.failed(reason);
      setBusy(false);
    }
  };
  return (
    <form className="form" noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary errors={errors.errors} />
      {errors.general && <p role="alert" className="errmsg">{errors.general}</p>}
      <AccountFields draft={draft} onChange={setDraft} errors={errors} />
      <div className="acts-row">
        <button type="submit" className="btn pri xl" disabled={busy}>{t(draft.role === 'integration' ? 'account.addActProgram' : 'account.addAct')}</button>
        <Link href="/accounts" className="btn xl">{t('back')}</Link>
      </div>
    </form>
  );
}

function Added({ account, again }: { account: AddedAccount; again: () => void }) {
  const { t } = useWords();
  return (
    <div className="form">
      {account.invitation ? <InvitationShown invitation={account.invitation} name={account.display_name} /> : <Tokens account={account} />}
      <div className="acts-row">
        <button type="button" className="btn" onClick={again}>{t('account.addAnother')}</button>
        <Link href="/accounts" className="btn">{t('account.toList')}</Link>
      </div>
    </div>
  );
}
