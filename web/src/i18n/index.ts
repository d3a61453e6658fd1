// Words in two languages. Vietnamese is in the entry chunk; English comes when someone asks for it.
import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { speak } from '../api/client';
import type { L, Lang } from '../api/types';
import { vi } from './vi';
import type { visitorWords } from './vi/visitor';
import type { apiDocsWords } from './vi/apiDocs';
import type { desk } from './vi/desk';
import type { hookWords } from './vi/hooks';
import type { finding } from './vi/findings';
import type { inspections } from './vi/inspections';
import type { intake } from './vi/intake';
import type { publicWords } from './vi/lookup';
import type { mapwork } from './vi/mapwork';
import type { moving } from './vi/moving';
import type { offlineWords } from './vi/offline';
import type { planning } from './vi/planning';
import type { register } from './vi/register';
import type { resources } from './vi/resources';
import type { room } from './vi/room';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words';
    resources: { words: typeof vi & typeof room & typeof desk & typeof planning & typeof publicWords & typeof mapwork & typeof intake & typeof register & typeof resources & typeof moving & typeof inspections & typeof finding & typeof offlineWords & typeof apiDocsWords & typeof hookWords & typeof visitorWords };
  }
}

const KEPT_AS = 'ungpho.language';

export async function startWords(): Promise<void> {
  await i18next.init({
    lng: 'vi',
    fallbackLng: 'vi',
    defaultNS: 'words',
    resources: { vi: { words: vi } },
    interpolation: { escapeValue: false }, // React escapes
  });
  early.forEach(addWords);
  if (localStorage.getItem(KEPT_AS) === 'en') await changeLanguage('en');
}

/** Vietnamese words that come with a part of the app; before the start they wait for it. */
export function addWords(words: object): void {
  if (i18next.isInitialized) i18next.addResourceBundle('vi', 'words', words, true);
  else early.push(words);
}
const early: object[] = [];

export async function changeLanguage(lang: Lang): Promise<void> {
  if (lang === 'en' && !i18next.hasResourceBundle('en', 'words')) {
    const { en } = await import('./en');
    i18next.addResourceBundle('en', 'words', en);
  }
  speak(lang);
  document.documentElement.lang = lang;
  localStorage.setItem(KEPT_AS, lang);
  await i18next.changeLanguage(lang);
}

function onLanguage(changed: () => void): () => void {
  i18next.on('languageChanged', changed);
  return () => i18next.off('languageChanged', changed);
}

/** One `t` per language, so that a component's memo holds while the language does. */
const translators = { vi: i18next.getFixedT('vi'), en: i18next.getFixedT('en') };

/** What a component needs to speak: `t` for its own words, `loc` for the server's, `lang` for figures and dates. */
export function useWords() {
  const lang: Lang = useSyncExternalStore(onLanguage, () => (i18next.language === 'en' ? 'en' : 'vi'));
  return { t: translators[lang], lang, loc: lang === 'en' ? inEnglish : inVietnamese };
}
const inVietnamese = (words: L | null | undefined): string => words?.vi ?? '';
const inEnglish = (words: L | null | undefined): string => words?.en || words?.vi || '';
export type Words = ReturnType<typeof useWords>;
