import { Link } from 'wouter';
import { useWords } from '../i18n';
import { DrillTag } from '../shared/Tags';
import { useDrillHere } from './useDrillHere';

/** Says in words, on every screen and on paper, that what stands below is a drill, or that one runs. */
export function DrillLine() {
  const { t, loc } = useWords();
  const drill = useDrillHere();
  if (!drill) return null;
  const { event, ofPage, more } = drill;
  return (
    <p className="drillline" data-drill={event.id} data-of-page={ofPage}>
      <DrillTag />
      <span className="grow">
        <Link href={`/dien-tap/${event.id}`} title={loc(event.name)}>{loc(event.name)}</Link>
        {' '}<i aria-hidden>·</i>{' '}{t(event.closed_at ? 'app.drill.over' : ofPage ? 'app.drill.here' : 'app.drill.running')}
        {more > 0 && ` · ${t('app.event.more', { count: more })}`}
      </span>
    </p>
  );
}
