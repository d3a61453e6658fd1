import { useSyncExternalStore } from 'react';

// Light is the default; dark is for the command room and is chosen, not guessed: rooms differ, screens in them do not.
const KEPT_AS = 'ungpho.theme';

export const darkNow = () => document.documentElement.dataset.theme === 'dark';

export function setDark(dark: boolean): void {
  if (dark) document.documentElement.dataset.theme = 'dark';
  else delete document.documentElement.dataset.theme;
  localStorage.setItem(KEPT_AS, dark ? 'dark' : 'light');
  dispatchEvent(new Event('ungpho:theme')); // the map draws with colours it has read, and must read them again
}

export function startTheme(): void {
  if (localStorage.getItem(KEPT_AS) === 'dark') document.documentElement.dataset.theme = 'dark';
  if (localStorage.getItem(TYPE_KEPT_AS) === 'large') document.documentElement.dataset.type = 'large';
}

// Large type for tired eyes and shaking hands: every size is in rem, so the root grows and the rest follows.
const TYPE_KEPT_AS = 'ungpho.type';

export const largeNow = () => document.documentElement.dataset.type === 'large';

export function setLarge(large: boolean): void {
  if (large) document.documentElement.dataset.type = 'large';
  else delete document.documentElement.dataset.type;
  localStorage.setItem(TYPE_KEPT_AS, large ? 'large' : 'normal');
}

function onTheme(changed: () => void): () => void {
  addEventListener('ungpho:theme', changed);
  return () => removeEventListener('ungpho:theme', changed);
}

export const useDark = () => useSyncExternalStore(onTheme, darkNow);
