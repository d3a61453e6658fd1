import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { AccountChange, ManagedAccount } from '../api/accounts';
import { keys } from '../api/keys';
import { Problem } from '../api/problem';
import { useWords } from '../i18n';
import { ErrorSummary } from '../shared/form/ErrorSummary';
import { useFormErrors } from '../shared/form/useFormErrors';
import { AccountFields, missingIn, type AccountDraft } from './AccountFields';

interface Props { account: ManagedAccount; onChange: (change: AccountChange, done: string) => Promise<void> }

/** Name, role and unit of an account. Only what was changed is sent. */
export function AccountEdit({ account, onChange }: Props) {
  const { t } = useWords();
  const client = useQueryClient();
  const [draft, setDraft] = useState<AccountDraft>({ name: account.name, display_name: account.display_name, role: account.role, unit_code: account.unit_code ?? '' });
  const [busy, setBusy] = useState(false);
  const errors = useFormErrors('account', ['display_name', 'role', 'unit_code']);
  const change: AccountChange = {
    ...(draft.display_name.trim() !== account.display_name && { display_name: draft.display_name.trim().normalize('NFC') }),
    ...(draft.role && draft.role !== account.role && { role: draft.role }),
    ...((draft.unit_code || null) !== account.unit_code && { unit_code: draft.unit_code || null }),
  };
  const same = Object.keys(change).length === 0;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (errors.found(missingIn(draft, t, true))) return;
    setBusy(true);
    try {
      await onChange(change, t('account.saved', { name: draft.display_name }));
    } catch (reason) {
      errors.failed(reason);
      setBusy(false);
      if (reason instanceof Problem && reason.stale) void client.invalidateQueries({ queryKey: keys.accounts });
    }
  };
  return (
    <form className="block form" noValidate onSubmit={(event) => void submit(event)}>
      <h3>{t('account.editTitle')}</h3>
      <ErrorSummary errors={errors.errors} />
      {errors.general && <p role="alert" className="errmsg">{errors.general}</p>}
      <AccountFields draft={draft} onChange={setDraft} errors={errors} nameFixed />
      <div className="acts-row"><button type="submit" className="btn pri" disabled={busy || same}>{t('account.save')}</button>{same && <span className="sm mut">{t('account.nothingChanged')}</span>}</div>
    </form>
  );
}
