import { Check } from 'lucide-react';
import { useRoles } from '../api/accounts';
import { Office } from '../app/Office';
import { useWords } from '../i18n';
import { Waiting } from '../shared/Failure';

/** What each role is for, and which right it has: the same table the server decides by. */
export default function RolesPage() {
  const { t, loc } = useWords();
  const roles = useRoles();
  const rights = [...new Set((roles.data ?? []).flatMap((role) => role.permissions))];
  const name = (right: string) => t(`permission.${right as 'read'}`, { defaultValue: right });
  return (
    <Office title={t('account.rolesTitle')} lead={t('account.rolesLead')} crumbs={[{ href: '/accounts', name: t('account.listTitle') }]}>
      {!roles.data && <Waiting error={roles.error} retry={() => void roles.refetch()} />}
      {roles.data && (
        <div className="dt">
          <div className="dt-scroll" tabIndex={0} role="group" aria-label={t('account.rolesTitle')}>
            <table className="rolestable">
              <caption className="vh">{t('account.rolesTitle')}</caption>
              <thead><tr><th scope="col">{t('account.role')}</th>{rights.map((right) => <th key={right} scope="col" className="mid">{name(right)}</th>)}</tr></thead>
              <tbody>
                {roles.data.map((role) => (
                  <tr key={role.role}>
                    <th scope="row" className="main">{loc(role.name)}<small>{loc(role.what)}</small></th>
                    {rights.map((right) => (
                      <td key={right} className={role.permissions.includes(right) ? 'mid has' : 'mid hasnot'} data-label={name(right)}>
                        {role.permissions.includes(right) ? <><Check aria-hidden className="i" /><span className="vh">{t('yes')}</span></> : <span className="vh">{t('no')}</span>}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </div>
      )}
    </Office>
  );
}
