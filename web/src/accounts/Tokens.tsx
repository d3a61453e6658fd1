import { useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { makeToken, revokeToken, useTokens, type AccountToken, type ManagedAccount } from '../api/accounts';
import { keys } from '../api/keys';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { useNow } from '../shared/clock';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { CopyOnce } from '../shared/CopyOnce';
import { Failure, Waiting } from '../shared/Failure';
import { longMoment, moment } from '../shared/format';
import { Tag } from '../shared/Tags';
import { DataTable, type Column } from '../shared/table/DataTable';

/** Keys by which a program signs in as this account: made, shown once, withdrawn. */
export function Tokens({ account }: { account: Pick<ManagedAccount, 'id' | 'display_name'> }) {
  const { t, lang } = useWords();
  const client = useQueryClient();
  const now = useNow(60_000);
  const tokens = useTokens(account.id);
  const [made, setMade] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [leaving, setLeaving] = useState<AccountToken | null>(null);
  const again = () => {
    void client.invalidateQueries({ queryKey: keys.tokens(account.id) });
    void client.invalidateQueries({ queryKey: keys.accounts });
  };
  const make = async () => {
    setError(null);
    try {
      setMade((await makeToken(account.id)).token);
      again();
    } catch (reason) { setError(reason); }
  };
  const columns: Column<AccountToken>[] = [
    { key: 'made', heading: t('token.made'), main: true, value: (token) => token.created_at, cell: (token) => longMoment(token.created_at, lang) },
    { key: 'used', heading: t('token.used'), value: (token) => token.last_used_at ?? null, cell: (token) => (token.last_used_at ? moment(token.last_used_at, now) : <span className="mut">{t('token.unused')}</span>) },
    { key: 'state', heading: t('account.stateName'), value: (token) => token.revoked_at, cell: (token) => (token.revoked_at ? <Tag>{t('token.revoked', { time: moment(token.revoked_at, now) })}</Tag> : <Tag tone="ok">{t('token.valid')}</Tag>) },
    { key: 'act', heading: t('token.revoke'), fixed: true, value: () => null, cell: (token) => !token.revoked_at && <button type="button" className="btn s" onClick={() => setLeaving(token)}>{t('token.revoke')}</button> },
  ];
  return (
    <section className="block" aria-label={t('token.title')}>
      <header className="row sp"><div><h3>{t('token.title')}</h3><p className="sm mut">{t('token.lead')}</p></div><button type="button" className="btn" onClick={() => void make()} data-act="token">{t('token.make')}</button></header>
      {error !== null && <Failure error={error} saving />}
      {made && (
        <div className="once" data-once="token">
          <Banner tone="info" icon={KeyRound}><b>{t('token.once')}</b></Banner>
          <div className="once-b"><CopyOnce label={t('token.label', { name: account.display_name })} value={made} /><p className="sm mut">{t('token.how')}</p></div>
        </div>
      )}
      {tokens.data ? <DataTable caption={t('token.title')} columns={columns} rows={tokens.data} rowKey={(token) => token.id} empty={<p>{t('token.none')}</p>} /> : <Waiting error={tokens.error} retry={() => void tokens.refetch()} />}
      {leaving && (
        <ConfirmSheet
          act={t('token.revokeAct', { time: longMoment(leaving.created_at, lang) })} tone="dan"
          answers={[
            { name: t('confirm.what'), value: t('token.revokeWhat') },
            { name: t('account.whose'), value: account.display_name },
            { name: t('token.used'), value: leaving.last_used_at ? longMoment(leaving.last_used_at, lang) : t('token.unused') },
          ]}
          onAct={async () => { await revokeToken(account.id, leaving.id); again(); }}
          onClose={() => setLeaving(null)}
        />
      )}
    </section>
  );
}
