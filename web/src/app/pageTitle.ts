import { useEffect } from 'react';
import { useWords } from '../i18n';

/** Names the tab after what stands on the page; while that has not come, after the service alone. */
export function usePageTitle(title: string | undefined): void {
  const { t } = useWords();
  useEffect(() => {
    document.title = title ? `${title} · ${t('brand')}` : t('brand');
    return () => { document.title = t('brand'); };
  }, [title, t]);
}
