import { Search, TriangleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { Link } from 'wouter';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { Waiting } from '../shared/Failure';
import { number } from '../shared/format';
import { byCommune } from '../zones/byCommune';
import { ZONES_SHOWN } from '../api/queries';
import { dayText } from '../plans/days';
import { withDay } from './day';
import { NoPast, useZonesOn } from './usePastDay';

/** The zones of a past day as a list: no states, no figures of today. */
export function PastList({ day, hereId }: { day: string; hereId?: string }) {
  const { t, lang } = useWords();
  const zones = useZonesOn(day);
  const filterId = useId();
  const [text, setText] = useState('');
  if (zones.error instanceof NoPast) return <Banner tone="warn" icon={TriangleAlert} live>{t('past.unsupported')}</Banner>;
  if (!zones.data) return <Waiting error={zones.error} retry={() => void zones.refetch()} />;
  const groups = byCommune(zones.data.features, text);
  return (
    <section className="listsec" aria-label={t('past.zones', { day: dayText(day) })}>
      <h2>{t('past.zones', { day: dayText(day) })} <span className="cnt">{zones.data.features.length}{zones.data.next && '+'}</span></h2>
      <div className="filter">
        <Search aria-hidden className="i sm" />
        <label className="vh" htmlFor={filterId}>{t('zones.filter')}</label>
        <input id={filterId} className="inp" type="search" value={text} placeholder={t('zones.filter')} onChange={(event) => setText(event.target.value)} />
      </div>
      {zones.data.features.length === 0 && <p className="empty">{t('past.none', { day: dayText(day) })}</p>}
      {text !== '' && groups.length === 0 && <p className="empty">{t('zones.noMatch', { text })}</p>}
      {groups.map((group) => (
        <details key={group.code} className="fold commune" open>
          <summary><b>{group.name}</b><span className="cnt">{group.zones.length}</span></summary>
          <ul>
            {group.zones.map((zone) => (
              <li key={zone.id}>
                <Link href={withDay(`/zones/${zone.id}`, '', day)} className="zrow" aria-current={zone.id === hereId ? 'true' : undefined}>
                  <b className="nw">{zone.code}</b><span className="cut grow">{zone.village ?? zone.name}</span>
                </Link>
              </li>
            ))}
          </ul>
        </details>
      ))}
      {zones.data.next && <p className="empty">{t('zones.more', { n: number(ZONES_SHOWN, lang) })}</p>}
    </section>
  );
}
