import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import type { Arrangements } from '../../api/allocation';
import { useWords } from '../../i18n';
import { householdsPeople, number } from '../../shared/format';
import { Tag } from '../../shared/Tags';
import type { PlanZone } from '../types';
import { isGrave, sumsOf, whole, type Lack, type Sums, type ZonePeople } from './model';
import { lackWords } from './words';

/** Where the people of a zone are to be, against how many there are: a bar, and the same in words. */
export function Ledger({ sums, people }: { sums: Sums; people: ZonePeople | undefined }) {
  const { t, lang } = useWords();
  const n = (count: number) => number(count, lang, 0);
  const all = Math.max(people?.people ?? 0, sums.placed, 1);
  const parts = [['sheltered', sums.sheltered], ['hosted', sums.hosted], ['inPlace', sums.inPlace], ['left', sums.left ?? 0]] as const;
  return (
    <div className="ledger">
      <p>
        {people ? <><b>{householdsPeople(people.households, people.people, lang)}</b> <span className="mut sm">{t(people.drawn ? 'arrange.byOutline' : 'arrange.byRegister', { vulnerable: n(people.vulnerable) })}</span></>
          : <Tag tone="unknown">{t('arrange.peopleUnknown')}</Tag>}
      </p>
      <span className="arrbar" role="img" aria-label={t('arrange.bar')}>{parts.map(([key, count]) => count > 0 && <i key={key} className={key === 'left' ? 'unplaced' : key} style={{ width: `${(100 * count) / all}%` }} />)}</span>
      <ul className="arrkey">
        {parts.map(([key, count]) => (key === 'left' ? people && <li key={key} className={count > 0 ? 'lacking' : undefined}><i className="sw unplaced" aria-hidden />{t('arrange.sum.left')} <b>{n(count)}</b></li> : <li key={key}><i className={`sw ${key}`} aria-hidden />{t(`arrange.sum.${key}`)} <b>{n(count)}</b></li>))}
        {sums.over > 0 && <li className="lacking">{t('arrange.sum.over')} <b>{n(sums.over)}</b></li>}
      </ul>
    </div>
  );
}

/** What is missing at the zone, what weighs first; said as soon as it is typed, before anything is saved. */
export function Lacks({ lacks, onGo }: { lacks: readonly Lack[]; onGo?: (lack: Lack) => void }) {
  const words = useWords();
  const { t } = words;
  if (lacks.length === 0) return <p className="row okay" data-lacks="0"><CircleCheck aria-hidden className="i sm" />{t('arrange.lack.nothing')}</p>;
  const sorted = [...lacks].sort((a, b) => Number(isGrave(b)) - Number(isGrave(a)));
  return (
    <div className="arrlacks" data-lacks={lacks.length}>
      <h5>{t('arrange.lack.title', { count: lacks.length })}</h5>
      <ul>
        {sorted.map((lack, i) => {
          const Icon = isGrave(lack) ? CircleAlert : TriangleAlert;
          const said = lackWords(lack, words);
          return <li key={i} className={isGrave(lack) ? 'grave' : undefined} data-lack={lack.kind}><Icon className="i sm" aria-label={t(isGrave(lack) ? 'plan.severity.high' : 'plan.severity.medium')} />{onGo ? <button type="button" className="linkb" onClick={() => onGo(lack)}>{said}</button> : <span>{said}</span>}</li>;
        })}
      </ul>
    </div>
  );
}

interface SumProps { zones: readonly PlanZone[]; arrangements: Arrangements; people: ReadonlyMap<string, ZonePeople> }
/** All zones in a table, with totals: what is left must be nought before anybody approves. */
export function SumTable({ zones, arrangements, people }: SumProps) {
  const { t, lang } = useWords();
  const rows = zones.map(({ properties: p }) => ({ p, known: people.get(p.code), sums: sumsOf(whole(arrangements[p.code]), people.get(p.code)?.people ?? null) }));
  const sum = (of: (row: (typeof rows)[number]) => number | null | undefined) => number(rows.reduce((total, row) => total + (of(row) ?? 0), 0), lang, 0);
  const unknown = rows.some((row) => !row.known);
  const n = (count: number) => number(count, lang, 0);
  return (
    <div className="tablebox" tabIndex={0} role="group" aria-label={t('arrange.sum.title')}>
      <table className="arrsums">
        <caption className="vh">{t('arrange.sum.title')}</caption>
        <thead><tr><th scope="col">{t('plan.zone.code')}</th><th scope="col" className="num">{t('arrange.sum.people')}</th><th scope="col" className="num">{t('arrange.sum.sheltered')}</th><th scope="col" className="num">{t('arrange.sum.hosted')}</th><th scope="col" className="num">{t('arrange.sum.inPlace')}</th><th scope="col" className="num">{t('arrange.sum.left')}</th></tr></thead>
        <tbody>
          {rows.map(({ p, known, sums }) => (
            <tr key={p.code}>
              <th scope="row"><span className="nw">{p.code}</span><small>{p.name}</small></th>
              <td className="num" data-label={t('arrange.sum.people')}>{known ? n(known.people) : <Tag tone="unknown">{t('unknown')}</Tag>}</td>
              <td className="num" data-label={t('arrange.sum.sheltered')}>{n(sums.sheltered)}</td><td className="num" data-label={t('arrange.sum.hosted')}>{n(sums.hosted)}</td><td className="num" data-label={t('arrange.sum.inPlace')}>{n(sums.inPlace)}</td>
              <td className="num" data-label={t('arrange.sum.left')}>{sums.left === null ? <Tag tone="unknown">{t('unknown')}</Tag> : sums.over > 0 ? <Tag tone="warn">{t('arrange.sum.overBy', { n: n(sums.over) })}</Tag> : sums.left > 0 ? <Tag tone="danger">{n(sums.left)}</Tag> : '0'}</td>
            </tr>
          ))}
        </tbody>
        <tfoot><tr><th scope="row">{t('table.total')}</th><td className="num" data-label={t('arrange.sum.people')}>{sum((r) => r.known?.people)}{unknown && '+'}</td><td className="num" data-label={t('arrange.sum.sheltered')}>{sum((r) => r.sums.sheltered)}</td><td className="num" data-label={t('arrange.sum.hosted')}>{sum((r) => r.sums.hosted)}</td><td className="num" data-label={t('arrange.sum.inPlace')}>{sum((r) => r.sums.inPlace)}</td><td className="num" data-label={t('arrange.sum.left')}>{sum((r) => r.sums.left)}{unknown && '+'}</td></tr></tfoot>
      </table>
    </div>
  );
}
