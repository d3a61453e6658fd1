// What an entry's codes mean in words, and the page its subject has. A code this version does not know is shown as it is.
import type { Words } from '../i18n';
import type { office } from '../i18n/vi/office';

type Action = keyof typeof office.log.actions;
/** The codes the log can be asked for, in the order of the list. */
export const ACTIONS: Action[] = [
  'activation_proposed', 'proposal_escalated', 'activation_confirmed', 'activation_declined', 'activation_carried', 'activation_stood_down', 'activation_closed',
  'task_changed', 'step_changed', 'step_added', 'task_person_named', 'photo_added', 'photo_removed', 'alert_stored', 'alert_answered', 'alert_quarantined', 'alert_ended_by_absence', 'alert_unlisted', 'alert_listed_again', 'document_read_again', 'bulletin_typed', 'local_sign_reported', 'order_sent', 'order_not_sent', 'plan_begun', 'plan_edited', 'plan_submitted', 'plan_returned',
  'plan_appraised', 'plan_approved', 'plan_withdrawn', 'plan_commented', 'plan_comment_settled', 'first_admin_created', 'account_created',
  'account_changed', 'account_invited', 'password_set', 'password_changed', 'sign_in_locked', 'token_created', 'token_revoked',
  'source_remembered', 'source_added', 'source_changed', 'source_polled', 'vocabulary_corrected', 'started_despite_tampered_log',
];
const SUBJECTS = ['account', 'activation', 'alert', 'audit', 'checklist', 'document', 'plan', 'plan_version', 'quarantine', 'source', 'task', 'vocabulary', 'zone'] as const;
const PAGES: Record<string, string> = { account: '/accounts', activation: '/activations', alert: '/ban-tin', checklist: '/checklists', plan: '/plans', zone: '/zones' };

export function actionWord(code: string, t: Words['t']): string {
  const action = ACTIONS.find((each) => each === code);
  return action ? t(`log.actions.${action}`) : code;
}

export function subjectWord(code: string, t: Words['t']): string {
  const subject = SUBJECTS.find((each) => each === code);
  return subject ? t(`log.subjects.${subject}`) : code;
}

/** A network address as it is; what was typed on the machine, and what the program did by itself, in words. */
export function originWord(origin: string | null, t: Words['t']): string {
  return origin === null ? '' : origin === 'command line' ? t('log.commandLine') : origin;
}

export const pageOf = (kind: string, id: string): string | null => (PAGES[kind] ? `${PAGES[kind]}/${id}` : null);
