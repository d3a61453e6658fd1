// What the form of a webhook holds, what it finds wrong by itself, and what of it is sent. Pure.
import type { Webhook, WebhookFields } from '../api/webhooks';

export interface HookDraft { name: string; url: string; kinds: string[] }
export const draftOf = (hook: Webhook | null): HookDraft => ({ name: hook?.name ?? '', url: hook?.url ?? '', kinds: [...(hook?.kinds ?? [])] });

export type HookFault = 'name' | 'url' | 'secretInUrl' | 'kinds';
export const LONGEST_NAME = 200;

/** Which addresses the operator has allowed only the server knows; it is asked about those that look like one. */
export function faultsIn({ name, url, kinds }: HookDraft): HookFault[] {
  const length = [...name.trim()].length;
  return [
    ...(length >= 1 && length <= LONGEST_NAME ? [] : ['name' as const]),
    ...faultOfUrl(url.trim()),
    ...(kinds.length > 0 ? [] : ['kinds' as const]),
  ];
}
function faultOfUrl(text: string): HookFault[] {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return ['url'];
  }
  if (!/^https?:$/.test(url.protocol) || !/^https?:\/\//i.test(text)) return ['url'];
  return url.username || url.password ? ['secretInUrl'] : [];
}

export const fieldsOf = ({ name, url, kinds }: HookDraft): WebhookFields => ({ name: name.trim().normalize('NFC'), url: url.trim(), kinds: [...kinds].sort() });

/** Only what was changed; null where nothing was. */
export function changeOf(hook: Webhook, draft: HookDraft): Partial<WebhookFields> | null {
  const now = fieldsOf(draft);
  const change: Partial<WebhookFields> = {
    ...(now.name !== hook.name && { name: now.name }),
    ...(now.url !== hook.url && { url: now.url }),
    ...(now.kinds.join() !== [...hook.kinds].sort().join() && { kinds: now.kinds }),
  };
  return Object.keys(change).length > 0 ? change : null;
}

export const toggled = (kinds: readonly string[], kind: string): string[] => (kinds.includes(kind) ? kinds.filter((each) => each !== kind) : [...kinds, kind]);
/** All of a group, or none of it where all were chosen. */
export function toggledGroup(kinds: readonly string[], group: readonly string[]): string[] {
  const rest = kinds.filter((kind) => !group.includes(kind));
  return group.every((kind) => kinds.includes(kind)) ? rest : [...rest, ...group];
}
