// Names of what is cached. The stream (stream.ts) and the screens agree through this file only.

export const keys = {
  meta: ['meta'] as const,
  session: ['session'] as const,
  demo: ['demo'] as const,
  events: ['events'] as const,
  sources: ['sources'] as const,
  sourceHealth: (id: string) => ['sources', id, 'health'] as const,
  communes: ['communes'] as const,
  zones: ['zones'] as const,
  shelters: ['shelters'] as const,
  alerts: ['alerts'] as const,
  alert: (id: string) => ['alerts', id] as const,
  alertZones: (id: string) => ['alerts', id, 'zones'] as const,
  alertDecisions: (id: string) => ['alerts', id, 'decisions'] as const,
  activations: ['activations'] as const,
  activation: (id: string) => ['activations', id] as const,
  checklistsOf: (activationId: string) => ['activations', activationId, 'checklists'] as const,
  audit: (subject: string) => ['audit', subject] as const,
  checklist: (id: string) => ['checklists', id] as const,
};
