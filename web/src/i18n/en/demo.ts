export const demo = {
  title: 'Demonstration controls',
  next: 'Publish the next bulletin',
  nextIs: 'Next: {{type}} – {{chain}}',
  auto: 'publishes itself at {{time}}',
  none: 'Every demonstration bulletin is published.',
  published: 'Published: {{type}} {{identifier}}. {{n}} to go.',
} as const;
