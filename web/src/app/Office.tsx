import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useWords } from '../i18n';
import { useDesktop } from '../shared/media';
import { AppBar } from './AppBar';
import { Destinations } from './Destinations';
import { Announcer } from './LiveLine';
import { Notices } from './Notices';
import { usePageTitle } from './pageTitle';

export interface Crumb { href: string; name: string }
interface Props {
  title: string;
  /** What the tab is called, where that is more than the title: one thing beside the list it stands in. */
  tab?: string;
  /** Where this page stands, outermost first; the page itself is left out. */
  crumbs?: Crumb[];
  /** A line under the title: a state, a count, whose it is. */
  lead?: ReactNode;
  /** The main act of the page; one button, always in view. */
  act?: ReactNode;
  /** Filters or tabs that stay in view with the head. */
  tools?: ReactNode;
  /** Forms and text read badly across a whole screen; tables need it. */
  width?: 'form' | 'text' | 'wide';
  /** The page itself says what is open without signing in. */
  saidBelow?: boolean;
  children?: ReactNode;
}

/** The frame of every page without a map: app bar, rail, and a wide working area under a head that stays. */
export function Office(props: Props) {
  const { t } = useWords();
  const desktop = useDesktop();
  const main = (
    <main className={`office ${props.width ?? 'wide'}`} id="main" tabIndex={-1}>
      <Head {...props} desktop={desktop} />
      <div className="office-b">{props.children}</div>
    </main>
  );
  return (
    <div className={desktop ? 'app desk' : 'app phone'}>
      <a className="skip" href="#main">{t('skip')}</a>
      <AppBar compact={!desktop} />
      <Notices saidBelow={props.saidBelow} />
      {desktop ? <div className="officework"><Destinations phone={false} />{main}</div> : <>{main}<Destinations phone /></>}
      <Announcer />
    </div>
  );
}

function Head({ title, tab = title, crumbs = [], lead, act, tools, desktop }: Props & { desktop: boolean }) {
  const { t } = useWords();
  const heading = useTitle(tab);
  const back = crumbs.at(-1);
  return (
    <header className="office-h">
      {desktop && crumbs.length > 0 && (
        <nav aria-label={t('office.crumbs')}>
          <ol className="crumbs">
            {crumbs.map((crumb) => <li key={crumb.href}><Link href={crumb.href}>{crumb.name}</Link><ChevronRight aria-hidden size={14} /></li>)}
          </ol>
        </nav>
      )}
      {!desktop && back && <Link href={back.href} className="backlink"><ChevronLeft aria-hidden className="i" />{back.name}</Link>}
      <div className="office-t">
        <div className="grow"><h2 ref={heading} tabIndex={-1}>{title}</h2>{lead && <p className="mut sm">{lead}</p>}</div>
        {act}
      </div>
      {tools && <div className="office-tools">{tools}</div>}
    </header>
  );
}

/** Names the tab after the page, and on the way from one page to another moves the focus to its heading. */
function useTitle(title: string) {
  const [at] = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(at);
  usePageTitle(title);
  useEffect(() => {
    if (first.current !== at) heading.current?.focus({ preventScroll: true });
    first.current = at;
  }, [at]);
  return heading;
}
