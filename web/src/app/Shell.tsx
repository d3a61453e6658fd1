import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useWords } from '../i18n';
import { MapPane } from '../map/MapPane';
import { PastBanner } from '../past/PastBanner';
import { PastList } from '../past/PastList';
import { usePastDay } from '../past/usePastDay';
import { useDesktop } from '../shared/media';
import { AppBar } from './AppBar';
import { Destinations } from './Destinations';
import { Announcer } from './LiveLine';
import { MapOrList } from './MapOrList';
import { LookupOnly } from './LookupOnly';
import { Notices } from './Notices';
import { useStanding } from './session/useStanding';
import { WorkList, type Selected } from './WorkList';

interface Props {
  /** The thing selected; absent where the page is only a list or the map. */
  panel?: ReactNode;
  selected?: Selected;
  /** What the left column shows; the work list unless a page has its own. */
  list?: ReactNode;
  /** On a phone: which of the columns this page is, and where its back link goes. */
  phone: 'list' | 'map' | 'panel';
  back?: string;
  /** A checklist needs room for people and property side by side. */
  widePanel?: boolean;
  /** The inbox says more in a line than the work list does. */
  wideList?: boolean;
  /** The panel is for everybody, where only look-ups are open too. */
  forAll?: boolean;
}

/** The frame of every page: three columns on a desktop, one on a phone. */
export function Shell(props: Props) {
  const { t } = useWords();
  const desktop = useDesktop();
  const standing = useStanding();
  const visitor = standing === 'lookup';
  return (
    <div className={desktop ? 'app desk' : 'app phone'}>
      <a className="skip" href="#main">{t('skip')}</a>
      <AppBar compact={!desktop} />
      <Notices saidBelow={visitor && (desktop || props.phone !== 'map') && !props.forAll} />
      {!visitor && <PastBanner />}
      {standing === 'asking' ? <Asking desktop={desktop} /> : visitor ? <Visitor {...props} desktop={desktop} /> : desktop ? <Columns {...props} /> : <OneColumn {...props} />}
      {!visitor && <Announcer />}
    </div>
  );
}

function Columns({ panel, selected = {}, list, widePanel, wideList }: Props) {
  const { t } = useWords();
  const day = usePastDay();
  const left = day ? <PastList day={day} hereId={selected.zoneId} /> : (list ?? <WorkList selected={selected} phone={false} />);
  return (
    <div className={`work${widePanel ? ' widepanel' : ''}${wideList ? ' widelist' : ''}${panel ? '' : ' nopanel'}`}>
      <Destinations phone={false} />
      <aside className="left" aria-label={t('app.list.label')}>{left}</aside>
      <MapPane selected={selected} />
      {panel ? <main className="right" id="main" tabIndex={-1}>{panel}</main> : <main id="main" className="vh" tabIndex={-1} />}
    </div>
  );
}

/** Nobody is told of refusals before it is known who looks. */
function Asking({ desktop }: { desktop: boolean }) {
  const { t } = useWords();
  return <main id="main" className={desktop ? 'work' : 'one'} tabIndex={-1}><p className="pad mut" role="status">{t('loading')}</p></main>;
}

/** Where only look-ups are open: the map of the communes, and in the place of all work one box that says so; over the map of a phone a line. */
function Visitor({ panel, forAll, phone, desktop }: Props & { desktop: boolean }) {
  const page = forAll ? panel : <LookupOnly />;
  if (desktop) {
    return (
      <div className="work nopanel">
        <Destinations phone={false} />
        <main className="left" id="main" tabIndex={-1}>{page}</main>
        <MapPane selected={{}} bare />
      </div>
    );
  }
  return (
    <>
      <main id="main" className="one" tabIndex={-1}>{phone === 'map' ? <div className="maporlist"><MapPane selected={{}} bare /></div> : page}</main>
      <Destinations phone />
    </>
  );
}

function OneColumn({ panel, selected = {}, list, phone, back }: Props) {
  const { t } = useWords();
  return (
    <>
      <main id="main" className="one" tabIndex={-1}>
        {back && <Link href={back} className="backlink"><ChevronLeft aria-hidden className="i" />{t('back')}</Link>}
        {phone === 'panel' && panel}
        {phone === 'list' && (list ?? <WorkList selected={selected} phone />)}
        {phone === 'map' && <MapOrList selected={selected} />}
      </main>
      <Destinations phone />
    </>
  );
}
