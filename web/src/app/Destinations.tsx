import { Activity, Info, ListChecks, Map as MapIcon, Siren } from 'lucide-react';
import { Link, useLocation } from 'wouter';
import { useActivations } from '../api/queries';
import { awaiting } from '../activations/urgency';
import { useWords } from '../i18n';

/** The four places, as a rail on the desktop and a bar at the bottom of a phone. */
export function Destinations({ phone }: { phone: boolean }) {
  const { t } = useWords();
  const [at] = useLocation();
  const waiting = (useActivations().data ?? []).filter(awaiting).length;
  const places = [
    { href: '/', icon: phone ? ListChecks : Activity, name: t(phone ? 'app.nav.work' : 'app.nav.situation'), here: at === '/' || /^\/(activations|checklists)/.test(at), count: waiting },
    { href: '/alerts', icon: Siren, name: t('app.nav.alerts'), here: at.startsWith('/alerts') },
    { href: '/map', icon: MapIcon, name: t('app.nav.map'), here: at === '/map' || at.startsWith('/zones') },
    { href: '/about', icon: Info, name: t('app.nav.about'), here: at === '/about' },
  ];
  return (
    <nav className={phone ? 'tabs' : 'rail'} aria-label={t('app.nav.label')}>
      {places.map(({ href, icon: Icon, name, here, count }) => (
        <Link key={href} href={href} aria-current={here ? 'page' : undefined}>
          <span className="tabi"><Icon aria-hidden className="i" />{count ? <span className="cnt hot">{count}</span> : null}</span>
          {name}
        </Link>
      ))}
    </nav>
  );
}
