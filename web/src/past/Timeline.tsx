import { GitBranch, GitMerge, MoveRight, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { useWords } from '../i18n';
import { Waiting } from '../shared/Failure';
import { date, hectares, number } from '../shared/format';
import { ThresholdChip } from '../shared/LevelChip';
import { dayText } from '../plans/days';
import { grown, pairIn, pairText, revisionOn, spanDays, type Kin, type Revision, type ZoneHistory } from './history';
import { useZoneHistory } from './useZoneHistory';
import { usePastDay } from './usePastDay';

/** A zone through time: every time it was drawn, where it came from and went, and two drawings over each other. */
export function Timeline({ id }: { id: string }) {
  const { t } = useWords();
  const search = useSearch();
  const past = usePastDay();
  const [asked, setAsked] = useState(false);
  const open = asked || past !== null || pairIn(search) !== null;
  const history = useZoneHistory(id, open);
  return (
    <details className="sec fold" open={open} onToggle={(event) => setAsked(event.currentTarget.open)} data-history={id}>
      <summary><h3>{t('past.history')}</h3></summary>
      {open && (history.data ? <Told history={history.data} day={past} /> : <Waiting error={history.error} retry={() => void history.refetch()} />)}
    </details>
  );
}

function Told({ history, day }: { history: ZoneHistory; day: string | null }) {
  const { t } = useWords();
  const here = day ? revisionOn(history.items, day) : null;
  const from = history.lineage?.from ?? [];
  const to = history.lineage?.to ?? [];
  return (
    <>
      {day && !here && <p className="sm"><span className="tag unk">{t('past.notThere', { day: dayText(day) })}</span></p>}
      {from.length > 0 && <Kinship title={t('past.from')} kin={from} />}
      <Revisions items={history.items} here={here} />
      {to.length > 0 && <Kinship title={t('past.to')} kin={to} />}
    </>
  );
}

const KIN: Record<Kin['kind'], LucideIcon> = { split: GitBranch, merge: GitMerge, move: MoveRight };
function Kinship({ title, kin }: { title: string; kin: Kin[] }) {
  const { t } = useWords();
  return (
    <div className="kin">
      <h4>{title}</h4>
      <ul className="links">
        {kin.map((each) => {
          const Icon = KIN[each.kind] ?? MoveRight;
          return (
            <li key={`${each.zone_id} ${each.at}`}>
              <span className="row"><Icon aria-hidden className="i sm" /><Link className="nw" href={`/zones/${each.zone_id}`}>{each.code}</Link><span className="mut">{t(`past.kind.${each.kind}`)}, {date(each.at)}{each.by && `, ${each.by}`}</span></span>
              {each.note && <p className="sm mut">{each.note}</p>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Newest first. Two may be laid over each other; the map draws the older broken, the newer whole. */
function Revisions({ items, here }: { items: Revision[]; here: Revision | null }) {
  const { t, lang } = useWords();
  const [at, go] = useLocation();
  const search = useSearch();
  const pair = pairIn(search);
  const compare = (older: number, newer: number) => {
    const query = new URLSearchParams(search);
    const wanted = pairText({ older, newer });
    if (query.get('so') === wanted) query.delete('so');
    else query.set('so', wanted);
    const text = query.toString();
    go(text ? `${at}?${text}` : at, { replace: true });
  };
  const newest = [...items].reverse();
  const words = ({ in_force }: Revision) => in_force?.map(spanDays).map(({ from, to }) => (to ? t('past.span', { from: dayText(from), to: dayText(to) }) : t('past.since', { from: dayText(from) }))).join('; ');
  return (
    <ol className="revisions">
      {newest.map((item, i) => {
        const n = item.properties.revision;
        const before = newest[i + 1];
        const compared = before && pair?.newer === n && pair.older === before.properties.revision;
        const change = before ? grown(before, item) : 0;
        return (
          <li key={n} className={item === here ? 'here' : undefined} data-revision={n}>
            <b>{t('past.revision', { n })}</b> <span className="mut">{t('past.drawn', { day: date(item.drawn_at) })}</span>
            <p className="sm">{words(item) || (item.in_force ? t('past.neverInForce') : '')}</p>
            <p className="sm">{hectares(item.properties.area_m2, lang)}{Math.abs(change) >= 1 && ` (${change > 0 ? '+' : '−'}${number(Math.abs(change) / 10_000, lang)} ha)`} · {t('zones.evacuateFrom')} <ThresholdChip level={item.properties.evacuate_from_level} /></p>
            {before && (
              <button type="button" className="btn s" aria-pressed={compared} onClick={() => compare(before.properties.revision, n)} data-act="compare">
                {t(compared ? 'past.compareEnd' : 'past.compare', { n: before.properties.revision })}
              </button>
            )}
            {compared && <p className="sm twolines"><i className="sw sw-older" aria-hidden />{t('past.revision', { n: before.properties.revision })} <i className="sw sw-newer" aria-hidden />{t('past.revision', { n })}</p>}
          </li>
        );
      })}
    </ol>
  );
}
