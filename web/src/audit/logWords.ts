// What an entry's codes mean in words, and the page its subject has. A code this version does not know is shown as it is.
import type { Words } from '../i18n';

const ACTIONS = {
  account_added: 'log.actions.account_added', account_changed: 'log.actions.account_changed', account_disabled: 'log.actions.account_disabled',
  account_enabled: 'log.actions.account_enabled', account_unlocked: 'log.actions.account_unlocked', password_changed: 'log.actions.password_changed',
  invitation_made: 'log.actions.invitation_made', token_made: 'log.actions.token_made', token_revoked: 'log.actions.token_revoked', signed_in: 'log.actions.signed_in',
} as const;
const SUBJECTS = {
  account: 'log.subjects.account', activation: 'log.subjects.activation', alert: 'log.subjects.alert', checklist: 'log.subjects.checklist',
  document: 'log.subjects.document', plan: 'log.subjects.plan', plan_version: 'log.subjects.plan_version', task: 'log.subjects.task', zone: 'log.subjects.zone',
} as const;
const PAGES: Record<string, string> = { account: '/accounts', activation: '/activations', alert: '/alerts', checklist: '/checklists', plan: '/plans', zone: '/zones' };

const known = <T extends object>(table: T, code: string): code is keyof T & string => Object.hasOwn(table, code);

/** “account_added” or “account.added” */
export function actionWord(code: string, t: Words['t']): string {
  const key = code.replaceAll('.', '_');
  return known(ACTIONS, key) ? t(ACTIONS[key]) : code;
}
export const subjectWord = (code: string, t: Words['t']): string => (known(SUBJECTS, code) ? t(SUBJECTS[code]) : code);

export const pageOf = (kind: string, id: string): string | null => (PAGES[kind] ? `${PAGES[kind]}/${id}` : null);
