// Accounts, invitations, tokens and roles: shapes, reads and acts. Loaded with the pages that need them.
import { useQuery } from '@tanstack/react-query';
import { call } from './client';
import { keys } from './keys';
import { everyPage } from './pages';
import type { L, Page, Role, Session, Unit } from './types';

export type AccountState = 'active' | 'invited' | 'disabled' | 'locked';
export interface ManagedAccount {
  id: string; name: string; display_name: string; role: Role; role_name: L;
  unit_code: string | null; unit_name: string | null;
  state: AccountState; locked_until?: string | null; last_sign_in_at?: string | null;
  created_at: string; revision: number; tokens: number;
}
/** A link that sets a password. It is shown once; the secret stands in the fragment, so that it reaches no log. */
export interface InvitationLink { url_path: string; expires_at: string }
export interface AddedAccount extends ManagedAccount { invitation?: InvitationLink | null }
export interface AccountToken { id: string; created_at: string; revoked_at: string | null; last_used_at?: string | null }
export interface RoleInfo { role: Role; name: L; what: L; permissions: string[] }
export interface Invitation {
  kind: 'first_admin' | 'set_password';
  name?: string | null; display_name?: string | null; role?: Role | null; unit_name?: string | null; expires_at: string;
}

const list = async <T>(path: string): Promise<T[]> => (await call<Page<T>>(path)).items;

/** Every account the reader may manage; a province has hundreds, so the filters work on what is here. */
export const useAccounts = (enabled: boolean) =>
  useQuery({ queryKey: keys.accounts, enabled, queryFn: () => everyPage<ManagedAccount>('/accounts') });

export const useRoles = () =>
  useQuery({ queryKey: keys.roles, staleTime: Infinity, queryFn: () => list<RoleInfo>('/roles') });

export const useUnits = () =>
  useQuery({ queryKey: keys.units, staleTime: 600_000, queryFn: () => everyPage<Unit>('/admin-units') });

export const useTokens = (accountId: string) =>
  useQuery({ queryKey: keys.tokens(accountId), queryFn: () => list<AccountToken>(`/accounts/${accountId}/tokens`) });

export interface NewAccount { name: string; display_name: string; role: Role; unit_code: string | null }
export const addAccount = (account: NewAccount, idempotencyKey: string) =>
  call<AddedAccount>('/accounts', { method: 'POST', body: account, idempotencyKey });

export interface AccountChange { display_name?: string; role?: Role; unit_code?: string | null; disabled?: boolean; unlock?: true }
export const changeAccount = (account: Pick<ManagedAccount, 'id' | 'revision'>, change: AccountChange) =>
  call<ManagedAccount>(`/accounts/${account.id}`, { method: 'PATCH', body: change, ifMatch: String(account.revision) });

export const inviteAgain = (id: string) => call<InvitationLink>(`/accounts/${id}/invitation`, { method: 'POST', body: {} });

export const makeToken = (id: string) => call<{ id: string; token: string }>(`/accounts/${id}/tokens`, { method: 'POST', body: {} });
export const revokeToken = (id: string, tokenId: string) => call<void>(`/accounts/${id}/tokens/${tokenId}`, { method: 'DELETE' });

export const changePassword = (oldPassword: string, newPassword: string) =>
  call<void>('/session/password', { method: 'PUT', body: { old_password: oldPassword, new_password: newPassword } });

export const lookAtInvitation = (secret: string) =>
  call<Invitation>('/invitations/look', { method: 'POST', body: { secret } });

export const acceptInvitation = (answer: { secret: string; password: string; name?: string; display_name?: string }) =>
  call<Session>('/invitations/accept', { method: 'POST', body: answer });
