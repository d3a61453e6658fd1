import { useQueryClient } from '@tanstack/react-query';
import { Lock, UserX } from 'lucide-react';
import { useState } from 'react';
import { changeAccount, inviteAgain, useAccounts, type AccountChange, type InvitationLink, type ManagedAccount } from '../api/accounts';
import { keys } from '../api/keys';
import { Office } from '../app/Office';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { Waiting } from '../shared/Failure';
import { longMoment } from '../shared/format';
import { useToast } from '../shared/Toast';
import { AccountEdit } from './AccountEdit';
import { AccountStateTag } from './AccountStateTag';
import { Gate } from './Gate';
import { InvitationShown } from './InvitationShown';
import { Tokens } from './Tokens';

/** One account: who it is, whether it can sign in, and what can be done about that. */
export default function AccountPage({ id }: { id: string }) {
  const { t, loc } = useWords();
  const { may } = useSignedIn();
  const accounts = useAccounts(may('manage_accounts'));
  const account = accounts.data?.find((each) => each.id === id);
  const lead = account && <span className="row wrap"><AccountStateTag account={account} />{account.name} · {loc(account.role_name)} · {account.unit_name ?? t('account.wholeProvince')}</span>;
  return (
    <Office title={account?.display_name ?? t('account.one')} lead={lead} crumbs={[{ href: '/accounts', name: t('account.listTitle') }]} width="text">
      <Gate needs="manage_accounts">
        {!accounts.data && <Waiting error={accounts.error} retry={() => void accounts.refetch()} />}
        {accounts.data && !account && <p>{t('account.unknown')}</p>}
        {account && <Loaded account={account} />}
      </Gate>
    </Office>
  );
}

type Sheet = 'disable' | 'enable' | 'unlock' | 'invite' | null;

function Loaded({ account }: { account: ManagedAccount }) {
  const { t, lang, loc } = useWords();
  const client = useQueryClient();
  const say = useToast();
  const { account: own } = useSignedIn();
  const [sheet, setSheet] = useState<Sheet>(null);
  const [link, setLink] = useState<InvitationLink | null>(null);
  const change = async (to: AccountChange, done: string) => {
    const changed = await changeAccount(account, to);
    client.setQueryData<ManagedAccount[]>(keys.accounts, (list) => list?.map((each) => (each.id === changed.id ? changed : each)));
    say({ tone: 'done', text: done });
  };
  const name = account.display_name;
  const who = [
    { name: t('account.whose'), value: <>{name}<small>{account.name} · {loc(account.role_name)}</small></> },
    { name: t('account.unit'), value: account.unit_name ?? t('account.wholeProvince') },
    { name: t('account.lastSignIn'), value: account.last_sign_in_at ? longMoment(account.last_sign_in_at, lang) : t('account.never') },
  ];
  const disabled = account.state === 'disabled';
  return (
    <>
      {account.state === 'locked' && (
        <Banner tone="warn" icon={Lock} action={<button type="button" className="btn" onClick={() => setSheet('unlock')} data-act="unlock">{t('account.unlock')}</button>}>
          {t('account.lockedWhy', { time: account.locked_until ? longMoment(account.locked_until, lang) : t('unknown') })}
        </Banner>
      )}
      {disabled && <Banner tone="info" icon={UserX} action={<button type="button" className="btn" onClick={() => setSheet('enable')} data-act="enable">{t('account.enable')}</button>}>{t('account.disabledWhy')}</Banner>}
      {link && <InvitationShown invitation={link} name={name} />}
      <AccountEdit key={account.revision} account={account} onChange={change} />
      {account.role !== 'integration' && !disabled && (
        <section className="block">
          <header className="row sp top"><div><h3>{t('account.passwordTitle')}</h3><p className="sm mut">{t(account.state === 'invited' ? 'account.invitedLead' : 'account.passwordLead')}</p></div><button type="button" className="btn" onClick={() => setSheet('invite')} data-act="invite">{t('account.newLink')}</button></header>
        </section>
      )}
      {(account.role === 'integration' || account.tokens > 0) && <Tokens account={account} />}
      {!disabled && (
        <section className="block">
          <header className="row sp top">
            <div><h3>{t('account.disableTitle')}</h3><p className="sm mut">{t(own?.id === account.id ? 'account.disableOwn' : 'account.disableLead')}</p></div>
            <button type="button" className="btn" disabled={own?.id === account.id} onClick={() => setSheet('disable')} data-act="disable">{t('account.disable')}</button>
          </header>
        </section>
      )}
      {sheet === 'disable' && <ConfirmSheet act={t('account.disableAct', { name })} tone="dan" answers={[{ name: t('confirm.what'), value: t('account.disableWhat', { count: account.tokens }) }, ...who]} onAct={() => change({ disabled: true }, t('account.disabledDone', { name }))} onClose={() => setSheet(null)} />}
      {sheet === 'enable' && <ConfirmSheet act={t('account.enableAct', { name })} answers={[{ name: t('confirm.what'), value: t('account.enableWhat') }, ...who]} onAct={() => change({ disabled: false }, t('account.enabledDone', { name }))} onClose={() => setSheet(null)} />}
      {sheet === 'unlock' && <ConfirmSheet act={t('account.unlockAct', { name })} answers={[{ name: t('confirm.what'), value: t('account.unlockWhat') }, ...who]} onAct={() => change({ unlock: true }, t('account.unlockedDone', { name }))} onClose={() => setSheet(null)} />}
      {sheet === 'invite' && <ConfirmSheet act={t('account.newLinkAct', { name })} answers={[{ name: t('confirm.what'), value: t('account.newLinkWhat') }, ...who]} onAct={async () => setLink(await inviteAgain(account.id))} onClose={() => setSheet(null)} />}
    </>
  );
}

