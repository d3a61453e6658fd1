// What an entry's codes mean in words, and the page its subject has. A code this version does not know is shown as it is.
import type { Words } from '../i18n';
import type { logActions } from '../i18n/vi/logWords';

/** The codes of the log, by what they are done to, in the order of the list. A code with a point keeps it. */
export const ACTIONS_BY_GROUP = {
  arrivals: [
    'alert_stored', 'alert_answered', 'alert_asked_again', 'alert_read_again', 'alert_quarantined',
    'document_read_again', 'alert_ended_by_absence', 'alert_unlisted', 'alert_listed_again', 'bulletin_typed',
    'local_sign_reported', 'raw_bytes_dropped',
  ],
  responses: [
    'activation_proposed', 'proposal_escalated', 'activation_started', 'activation_confirmed', 'activation_declined',
    'activation_carried', 'activation_widened', 'paper_added', 'zone_stage_changed', 'zones_stood_down',
    'activation_closed', 'order_sent', 'order_not_sent', 'event_opened', 'event_named', 'event_closed', 'drill_started',
    'quick_report_made',
  ],
  tasks: [
    'task_changed', 'step_changed', 'step_added', 'task_person_named', 'photo_added', 'photo_removed',
  ],
  relocations: [
    'relocation_reported', 'reports_received', 'report_placed', 'report_set_aside', 'report_taken_back',
  ],
  plans: [
    'plan_begun', 'plan_edited', 'plan_submitted', 'plan_returned', 'plan_appraised', 'plan_approved', 'plan_withdrawn',
    'plan_commented', 'plan_comment_settled', 'allocation_proposed', 'allocation_accepted', 'plan_duty.decide',
    'plan_rule.change', 'zones_imported', 'roads_loaded', 'admin_units_imported',
  ],
  registers: [
    'household_added', 'household_changed', 'household_retired', 'households_imported', 'households_exported',
    'shelter_added', 'shelter_changed', 'shelter_retired', 'shelter_phone_confirmed', 'shelters_imported',
    'resource_added', 'resource_changed', 'resource_retired', 'resource_phone_confirmed', 'resources_imported',
    'resources_exported', 'stock_moved', 'supply_item_set', 'loan_asked', 'loan_consented', 'loan_refused',
    'loan_withdrawn', 'norms_set', 'finding_accepted', 'finding_acceptance_withdrawn',
  ],
  inspections: [
    'inspection_ordered', 'inspection_numbered', 'inspection_changed', 'inspection_closed', 'inspection_reopened',
    'inspection_record_opened', 'inspection_record_changed', 'inspection_record_signed', 'inspection_record_corrected',
    'evidence_added', 'evidence_removed', 'inspection_task_reported', 'inspection_task_confirmed',
    'inspection_task_sent_back', 'inspection_task_reminded', 'inspection_template_set',
  ],
  sources: [
    'source_remembered', 'source_added', 'source_changed', 'source_polled', 'vocabulary_corrected',
    'webhook_added', 'webhook_changed', 'webhook_removed', 'delivery_given_up',
  ],
  accounts: [
    'first_admin_created', 'account_created', 'account_changed', 'account_invited', 'password_set', 'password_changed',
    'sign_in_locked', 'token_created', 'token_revoked', 'started_despite_tampered_log',
    'database_restored',
  ],
} as const;

export type Group = keyof typeof ACTIONS_BY_GROUP;
export const GROUPS = Object.keys(ACTIONS_BY_GROUP) as Group[];
export const ACTIONS: readonly string[] = Object.values(ACTIONS_BY_GROUP).flat();
/** Points part the keys of words. */
const keyOf = (code: string) => code.replaceAll('.', '_') as keyof typeof logActions;

/** What entries are about. */
export const SUBJECTS = [
  'account', 'activation', 'admin_units', 'alert', 'allocation', 'archive', 'audit', 'checklist', 'document', 'event',
  'finding', 'household', 'households', 'inspection', 'inspection_record', 'inspection_task', 'inspection_template',
  'loan', 'norms', 'plan', 'plan_duty', 'plan_rule', 'plan_version', 'quarantine', 'relocations', 'resource',
  'resources', 'roads', 'shelter', 'shelters', 'source', 'supply_item', 'task', 'vocabulary', 'webhook', 'zone',
  'zones',
] as const;
/** The page of a thing, by its id. */
const PAGES: Record<string, (id: string) => string> = {
  account: (id) => `/accounts/${id}`,
  activation: (id) => `/activations/${id}`,
  alert: (id) => `/ban-tin/${id}`,
  checklist: (id) => `/checklists/${id}`,
  event: (id) => `/dot-thien-tai/${id}`,
  finding: (id) => `/phat-hien?xem=${id}`,
  household: (id) => `/ho-dan/${id}`,
  inspection: (id) => `/kiem-tra/dot/${id}`,
  inspection_record: (id) => `/kiem-tra/bien-ban/${id}`,
  inspection_task: (id) => `/kiem-tra/viec/${id}`,
  inspection_template: (id) => `/kiem-tra/mau/${id}`,
  norms: () => '/nguon-luc/dinh-muc',
  plan: (id) => `/plans/${id}`,
  quarantine: () => '/cach-ly',
  roads: () => '/nguon-luc/duong',
  source: () => '/nguon-tin',
  vocabulary: () => '/bang-doi-chieu',
  zone: (id) => `/zones/${id}`,
};

export function actionWord(code: string, t: Words['t']): string {
  return ACTIONS.includes(code) ? t(`log.actions.${keyOf(code)}`) : code;
}

export function subjectWord(code: string, t: Words['t']): string {
  const subject = SUBJECTS.find((each) => each === code);
  return subject ? t(`log.subjects.${subject}`) : code;
}

/** A network address as it is; what was typed on the machine, and what the program did by itself, in words. */
export function originWord(origin: string | null, t: Words['t']): string {
  return origin === null ? '' : origin === 'command line' ? t('log.commandLine') : origin;
}

export const pageOf = (kind: string, id: string): string | null => PAGES[kind]?.(id) ?? null;
