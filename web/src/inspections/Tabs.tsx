import { Link, useLocation } from 'wouter';
import { useWords } from '../i18n';

const TABS = [{ href: '/kiem-tra', name: 'campaigns' }, { href: '/kiem-tra/viec', name: 'tasks' }, { href: '/kiem-tra/mau', name: 'templates' }] as const;

/** The three lists of inspection, side by side. */
export function Tabs() {
  const { t } = useWords();
  const [at] = useLocation();
  return (
    <nav className="restabs insp-tabs" aria-label={t('inspections.tabs.label')}>
      {TABS.map(({ href, name }) => <Link key={href} href={href} aria-current={at === href ? 'page' : undefined} data-tab={name}>{t(`inspections.tabs.${name}`)}</Link>)}
    </nav>
  );
}
