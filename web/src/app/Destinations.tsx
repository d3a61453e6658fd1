import { Activity, ClipboardCheck, ClipboardList, Eye, Grid3x3, History, House, Inbox, Info, Languages, LayoutDashboard, ListChecks, MailQuestion, Map as MapIcon, MapPinned, MessageSquareText, PenLine, RadioTower, Scale, ScrollText, Send, Siren, Split, Truck, UsersRound, type LucideIcon } from 'lucide-react';
import { Link, useLocation } from 'wouter';
import { useActivations } from '../api/queries';
import { apart, awaiting } from '../activations/urgency';
import { useWords } from '../i18n';
import { useMayHook, useSignedIn } from './session/useSignedIn';
import { useStanding } from './session/useStanding';

interface Place { href: string; icon: LucideIcon; name: string; here: boolean; count?: number; /** Not on the rail: its neighbours lead to it. */ aside?: boolean }

/** Aside too, but reached from the events and not from the alerts. */
const OF_EVENTS = ['/dien-tap', '/ma-ngan', '/bao-cao-cho-xep', '/gia-dinh-tinh-huong'];

/** The pages worked on at a desk that this person may open; none where only look-ups are open. */
export function useOfficePlaces(): Place[] {
  const { t } = useWords();
  const [at] = useLocation();
  const { may } = useSignedIn();
  const mayHook = useMayHook();
  const visitor = useStanding() === 'lookup';
  const place = (href: string, icon: LucideIcon, name: string): Place => ({ href, icon, name, here: at === href || at.startsWith(`${href}/`) });
  const [events, drills] = [place('/dot-thien-tai', LayoutDashboard, t('app.nav.events')), place('/dien-tap', History, t('app.nav.drills'))];
  if (visitor) return [];
  return [
    { ...events, here: events.here || drills.here },
    { ...drills, aside: true },
    { ...place('/ma-ngan', MessageSquareText, t('app.nav.codes')), aside: true },
    ...(may('tick_task') ? [{ ...place('/bao-cao-cho-xep', MailQuestion, t('app.nav.unplaced')), aside: true }] : []),
    place('/nhap-ban-tin', PenLine, t('app.nav.type')),
    { ...place('/bao-dau-hieu', Eye, t('app.nav.sign')), aside: true },
    place('/nguon-tin', RadioTower, t('app.nav.sources')),
    place('/cach-ly', Inbox, t('app.nav.quarantine')),
    { ...place('/bang-doi-chieu', Languages, t('app.nav.mapping')), aside: true },
    ...(mayHook ? [{ ...place('/bao-he-thong-khac', Send, t('app.nav.hooks')), aside: true }] : []),
    place('/ho-dan', House, t('app.nav.households')),
    place('/nguon-luc', Truck, t('app.nav.resources')),
    place('/kiem-tra', ClipboardCheck, t('app.nav.inspections')),
    place('/plans', ClipboardList, t('app.nav.plans')),
    place('/phat-hien', Scale, t('app.nav.findings')),
    { ...place('/gia-dinh-tinh-huong', Split, t('app.nav.whatIf')), aside: true },
    place('/coverage', Grid3x3, t('app.nav.coverage')),
    ...(may('manage_accounts') ? [place('/accounts', UsersRound, t('app.nav.accounts'))] : []),
    place('/audit', ScrollText, t('app.nav.audit')),
  ];
}

/** Where one can go: everything as a rail on the desktop; the four places of the field at the bottom of a phone. */
export function Destinations({ phone }: { phone: boolean }) {
  return useStanding() === 'lookup' ? <VisitorsPlaces phone={phone} /> : <Everywhere phone={phone} />;
}

function Everywhere({ phone }: { phone: boolean }) {
  const { t } = useWords();
  const [at] = useLocation();
  const office = useOfficePlaces();
  const waiting = apart(useActivations().data ?? []).real.filter(awaiting).length; // a drill waits in its own place
  const inOffice = office.some((place) => place.here) || at === '/account';
  const work = at === '/' || /^\/(activations|checklists|di-doi|kich-hoat|bao-cao-cho-xep)/.test(at);
  const onMap = at === '/map' || at.startsWith('/zones');
  const alerts = { href: '/ban-tin', icon: Siren, name: t('app.nav.alerts'), here: at.startsWith('/ban-tin') || office.some((place) => place.aside && place.here && !OF_EVENTS.includes(place.href)) };
  const about = { href: '/about', icon: Info, name: t('app.nav.about') };
  const places: Place[] = phone
    ? [
        { href: '/', icon: ListChecks, name: t('app.nav.work'), here: work, count: waiting },
        alerts,
        { href: '/map', icon: MapIcon, name: t('app.nav.map'), here: onMap },
        { ...about, here: (at === '/about' || inOffice) && !alerts.here && !work },
      ]
    : [
        { href: '/', icon: Activity, name: t('app.nav.command'), here: work || onMap, count: waiting },
        alerts,
        ...office.filter((place) => !place.aside),
        { ...about, here: at === '/about' },
      ];
  return <Places phone={phone} places={places} />;
}

/** What is open to who has not signed in, where the situation is not. */
function VisitorsPlaces({ phone }: { phone: boolean }) {
  const { t } = useWords();
  const [at] = useLocation();
  const places: Place[] = [
    { href: '/', icon: House, name: t('app.nav.start'), here: at === '/' || (!phone && at === '/map') },
    { href: '/tra-cuu', icon: MapPinned, name: t('app.nav.lookup'), here: false },
    ...(phone ? [{ href: '/map', icon: MapIcon, name: t('app.nav.map'), here: at === '/map' }] : []),
    { href: '/about', icon: Info, name: t('app.nav.about'), here: at === '/about' },
  ];
  return <Places phone={phone} places={places} />;
}

function Places({ phone, places }: { phone: boolean; places: Place[] }) {
  const { t } = useWords();
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
