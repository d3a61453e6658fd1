import { Search, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useAccounts, type ManagedAccount } from '../api/accounts';
import { Office } from '../app/Office';
import { useMayHook, useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { Waiting } from '../shared/Failure';
import { Select } from '../shared/form/Select';
import { folded, moment } from '../shared/format';
import { DataTable, type Column } from '../shared/table/DataTable';
import { AccountStateTag } from './AccountStateTag';
import { Gate } from './Gate';
import { ROLES, STATES } from './roles';

/** Who can sign in: by unit, by role, by state. Those that want attention – locked, or invited and not yet come – first. */
export default function AccountList() {
  const { t } = useWords();
  const { may } = useSignedIn();
  const mayHook = useMayHook();
  return (
    <Office
      title={t('account.listTitle')}
      lead={<>{t('account.listLead')} <Link href="/accounts/roles">{t('account.rolesTitle')}</Link>{mayHook && <> · <Link href="/bao-he-thong-khac">{t('app.nav.hooks')}</Link></>}</>}
      act={may('manage_accounts') && <Link className="btn pri" href="/accounts/new" data-act="add"><UserPlus aria-hidden className="i" />{t('account.add')}</Link>}
    >
      <Gate needs="manage_accounts"><Accounts /></Gate>
    </Office>
  );
}

function Accounts() {
  const { t, loc } = useWords();
  const accounts = useAccounts(true);
  const [filter, setFilter] = useState({ text: '', unit: '', role: '', state: '' });
  const set = (key: keyof typeof filter) => (event: { target: { value: string } }) => setFilter({ ...filter, [key]: event.target.value });
  if (!accounts.data) return <Waiting error={accounts.error} retry={() => void accounts.refetch()} />;
  const units = [...new Map(accounts.data.map((a) => [a.unit_code ?? '-', a.unit_name ?? t('account.wholeProvince')])).entries()];
  const all = { value: '', name: t('filter.all') };
  const shown = accounts.data.filter((account) =>
    (filter.unit === '' || (account.unit_code ?? '-') === filter.unit)
    && (filter.role === '' || account.role === filter.role)
    && (filter.state === '' || account.state === filter.state)
    && folded(`${account.display_name} ${account.name}`).includes(folded(filter.text.trim())));
  return (
    <>
      <div className="filters">
        <div className="fld inline find"><label htmlFor="account-find">{t('filter.find')}</label><Search aria-hidden className="i sm" /><input id="account-find" type="search" className="inp" value={filter.text} onChange={set('text')} /></div>
        <Select inline label={t('account.unit')} value={filter.unit} onChange={set('unit')} options={[all, ...units.map(([value, name]) => ({ value, name }))]} />
        <Select inline label={t('account.role')} value={filter.role} onChange={set('role')} options={[all, ...ROLES.filter((role) => accounts.data.some((a) => a.role === role)).map((value) => ({ value, name: loc(accounts.data.find((a) => a.role === value)?.role_name) }))]} />
        <Select inline label={t('account.stateName')} value={filter.state} onChange={set('state')} options={[all, ...STATES.map((value) => ({ value, name: t(`account.state.${value}`) }))]} />
      </div>
      <Table accounts={shown} none={accounts.data.length === 0} />
    </>
  );
}

function Table({ accounts, none }: { accounts: ManagedAccount[]; none: boolean }) {
  const { t, loc } = useWords();
  const now = useNow(60_000);
  const columns: Column<ManagedAccount>[] = [
    { key: 'name', heading: t('account.displayName'), main: true, value: (a) => a.display_name, cell: (a) => <><Link href={`/accounts/${a.id}`}>{a.display_name}</Link><small>{a.name}</small></> },
    { key: 'role', heading: t('account.role'), value: (a) => loc(a.role_name) },
    { key: 'unit', heading: t('account.unit'), value: (a) => a.unit_name ?? t('account.wholeProvince') },
    { key: 'state', heading: t('account.stateName'), value: (a) => t(`account.state.${a.state}`), cell: (a) => <AccountStateTag account={a} /> },
    { key: 'last', heading: t('account.lastSignIn'), value: (a) => a.last_sign_in_at ?? null, cell: (a) => (a.last_sign_in_at ? moment(a.last_sign_in_at, now) : <span className="mut">{t('account.never')}</span>) },
    { key: 'tokens', heading: t('account.tokens'), num: true, value: (a) => a.tokens },
  ];
  return (
    <DataTable
      caption={t('account.listTitle')} columns={columns} rows={byAttention(accounts)} rowKey={(a) => a.id} file={t('account.file')}
      rowClass={(a) => (a.state === 'disabled' ? 'quiet' : undefined)}
      empty={<p>{t(none ? 'account.none' : 'filter.nothing')}</p>}
    />
  );
}

/** Until a heading is pressed: locked and not yet come first, disabled last, else by name. */
const byAttention = (accounts: ManagedAccount[]) =>
  [...accounts].sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state) || a.display_name.localeCompare(b.display_name, 'vi'));
