const apiDocs = {
  title: 'Interface for other systems (API)',
  lead: '{{count}} operations, version {{version}}. For machines:',
  subjects: 'Subjects',
  find: 'Find an operation',
  findHint: 'path, words, parameter',
  found: '{{count}}/{{all}} operations match.',
  nothing: 'No operation matches “{{text}}”. Take a word away, or search by the path, such as zones.',
  start: { title: 'To begin with' },
  outside: { title: 'Outside /api/v1' },
  linkTo: 'Link to this',
  need: {
    title: 'Who may call it:', nobody: 'nobody needs an account', account: 'any account that is signed in', read: 'whoever may read; no account where the server is open to the public',
    right: '{{right}} ({{roles}})', unknown: 'as the account may; the server answers 401 or 403 otherwise.',
  },
  right: {
    confirm_activation: 'decide on responses', tick_task: 'record tasks and relocation', push_alert: 'push alerts', report_alert: 'type in bulletins, report signs', manage_sources: 'manage sources of alerts',
    manage_accounts: 'manage accounts', manage_units: 'manage administrative units', read_audit: 'read the log', read_households: 'read the household register', edit_households: 'change the household register',
    edit_resources: 'change resources', edit_plan: 'write plans', comment_plan: 'comment on plans', appraise_plan: 'appraise', approve_plan: 'approve', inspect: 'inspect', answer_inspection: 'report what was mended',
  },
  role: { admin: 'administrator', editor: 'editor', appraiser: 'appraiser', approver: 'approver', official: 'commune official', integration: 'integration' },
  parameters: 'Parameters',
  place: { path: 'in the path', query: 'in the query', header: 'header' },
  body: 'What is sent:',
  fields: 'Fields of what is sent',
  answers: 'Answers',
  answerFields: 'Fields of answer {{status}}',
  refused: 'Refused: application/problem+json, detail says what to do.',
  example: 'Example',
  required: 'required',
  col: { name: 'Name', type: 'Type', what: 'What it is' },
  subject: {
    lookup: 'Look-up of danger zones', alerts: 'Alerts and their sources', zones: 'Danger zones', plans: 'Plans', activations: 'Responses and task lists', relocation: 'Relocation', households: 'Household register',
    resources: 'Resources', findings: 'Findings, what-if', inspections: 'Inspections, reminders', reference: 'Reference data', places: 'Places', stream: 'Live events', session: 'Signing in', accounts: 'Accounts, tokens', audit: 'Log', demonstration: 'Demonstration',
  },
} as const;

export const apiDocsWords = { apiDocs } as const;
