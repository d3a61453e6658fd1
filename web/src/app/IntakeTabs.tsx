import { Link, useLocation } from 'wouter';
import { useWords } from '../i18n';
import { useDesktop } from '../shared/media';
import { useMayHook } from './session/useSignedIn';

const TABS = [
  { href: '/nhap-ban-tin', name: 'type' }, { href: '/bao-dau-hieu', name: 'sign' }, { href: '/nguon-tin', name: 'sources' },
  { href: '/cach-ly', name: 'quarantine' }, { href: '/bang-doi-chieu', name: 'mapping' },
] as const;

/** The other way round: what leaves. */
const HOOKS = { href: '/bao-he-thong-khac', name: 'hooks' } as const;

/** The pages about what arrives, side by side; on a phone the list under “Thông tin” has them. */
export function IntakeTabs() {
  const { t } = useWords();
  const [at] = useLocation();
  const mayHook = useMayHook();
  if (!useDesktop()) return null;
  return (
    <nav className="intaketabs" aria-label={t('alerts.arriving')}>
      <Link href="/ban-tin">{t('alerts.inbox')}</Link>
      {[...TABS, ...(mayHook ? [HOOKS] : [])].map(({ href, name }) => <Link key={href} href={href} aria-current={at === href ? 'page' : undefined}>{t(`alerts.tabs.${name}`)}</Link>)}
    </nav>
  );
}
