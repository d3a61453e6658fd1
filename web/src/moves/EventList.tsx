import { ChevronRight, History, Megaphone, Radio } from 'lucide-react';
import { Link } from 'wouter';
import { useEvents } from '../api/queries';
import type { DisasterEvent } from '../api/types';
import { Office } from '../app/Office';
import { UnplacedLine } from '../app/UnplacedLine';
import { OpenEvent } from '../drills/OpenEvent';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { Waiting } from '../shared/Failure';
import { moment } from '../shared/format';
import { DemoTag, DrillTag, Tag } from '../shared/Tags';

/** Every disaster event, those that run first; each opens on its board. */
export default function EventList() {
  const { t } = useWords();
  const events = useEvents();
  const all = events.data ?? [];
  const running = all.filter((event) => event.closed_at === null).sort((a, b) => Number(a.kind === 'drill') - Number(b.kind === 'drill')); // what is real comes first
  const over = all.filter((event) => event.closed_at !== null);
  return (
    <Office title={t('board.events')} lead={t('board.eventsLead')} width="text" act={<Link href="/kich-hoat" className="btn pri" data-act="begin"><Megaphone aria-hidden className="i" />{t('begin.open')}</Link>}>
      <UnplacedLine />
      {!events.data && <Waiting error={events.error} retry={() => void events.refetch()} />}
      {events.isSuccess && all.length === 0 && <div className="emptybox"><p>{t('board.noEvents')}</p></div>}
      <Cards events={running} />
      {over.length > 0 && <section className="stack"><h3>{t('board.closed')}</h3><Cards events={over} /></section>}
      <div className="row wrap"><OpenEvent /><Link href="/dien-tap" className="btn" data-act="drills"><History aria-hidden className="i" />{t('drills.open')}</Link><Link href="/ma-ngan" className="btn"><Radio aria-hidden className="i" />{t('board.codes.open')}</Link></div>
    </Office>
  );
}

function Cards({ events }: { events: DisasterEvent[] }) {
  const { t, loc } = useWords();
  const now = useNow(60_000);
  if (events.length === 0) return null;
  return (
    <ul className="doorlist events">
      {events.map((event) => (
        <li key={event.id}>
          <Link href={`/dot-thien-tai/${event.id}`} data-event={event.id}>
            <span className="grow">
              <b>{loc(event.name)}</b>
              <span className="row wrap sm mut">{t('board.since', { time: moment(event.started_at, now) })}{event.kind === 'drill' && <DrillTag />}{event.demonstration && <DemoTag />}{event.closed_at && <Tag>{t('board.closedAt', { time: moment(event.closed_at, now) })}</Tag>}</span>
            </span>
            <ChevronRight aria-hidden className="i" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
