// Words in two languages. Vietnamese is in the entry chunk; English comes when someone asks for it.
import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { speak } from '../api/client';
import type { L, Lang } from '../api/types';
import { vi } from './vi';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words';
    resources: { words: typeof vi };
  }
}

const KEPT_AS = 'ungpho.language';

export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'vi',
    fallbackLng: 'vi',
    defaultNS: 'words',
    resources: { vi: { words: vi } },
    interpolation: { escapeValue: false }, // React escapes
  });
  if (localStorage.getItem(KEPT_AS) === 'en') await changeLanguage('en');
}

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

/** What a component needs to speak: `t` for its own words, `loc` for the server's, `lang` for figures and dates. */
export function useWords() {
  const { t, i18n } = useTranslation();
  const lang: Lang = i18n.language === 'en' ? 'en' : 'vi';
  const loc = (words: L | null | undefined): string => words?.[lang] ?? words?.vi ?? '';
  return { t, lang, loc };
}
export type Words = ReturnType<typeof useWords>;
