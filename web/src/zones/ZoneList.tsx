import { FileUp, Search } from 'lucide-react';
import { lazy, Suspense, useId, useState } from 'react';
import { Link } from 'wouter';
import { communeOf, lookBeyond, useBeyond } from '../api/ownCommune';
import { useZones, ZONES_SHOWN } from '../api/queries';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { Waiting } from '../shared/Failure';
import { number } from '../shared/format';
import { byCommune } from './byCommune';
import { ZoneStateChip } from './ZoneStateChip';

// What leaves as a file comes when it is looked for.
const ExportMenu = lazy(() => import('./ExportMenu').then((found) => ({ default: found.ExportMenu })));

/** Every zone by commune, urgent first; the list says all that the map says. */
export function ZoneList({ hereId, openAll = false }: { hereId?: string; openAll?: boolean }) {
  const { t, lang } = useWords();
  const zones = useZones();
  const filterId = useId();
  const [text, setText] = useState('');
  if (!zones.data) return <Waiting error={zones.error} retry={() => void zones.refetch()} />;
  if (zones.data.features.length === 0) return <><OwnOrAll /><p className="empty">{t('zones.empty')} <Link href="/nhap-ban-do">{t('zones.import')}</Link></p></>;
  const groups = byCommune(zones.data.features, text);
  return (
    <>
      <div className="filter">
        <Search aria-hidden className="i sm" />
        <label className="vh" htmlFor={filterId}>{t('zones.filter')}</label>
        <input id={filterId} className="inp" type="search" value={text} placeholder={t('zones.filter')} onChange={(event) => setText(event.target.value)} />
      </div>
      <OwnOrAll />
      {groups.length === 0 && <p className="empty">{t('zones.noMatch', { text })}</p>}
      {groups.map((group) => (
        <details key={`${group.code}${text ? '!' : ''}`} className="fold commune" open={openAll || text !== '' || group.urgent || group.zones.some((zone) => zone.id === hereId)}>
          <summary><b>{group.name}</b><span className="cnt">{group.zones.length}</span></summary>
          <ul>
            {group.zones.map((zone) => (
              <li key={zone.id}>
                <Link href={`/zones/${zone.id}`} className="zrow" aria-current={zone.id === hereId ? 'true' : undefined}>
                  <ZoneStateChip state={zone.state} short />
                  <b className="nw">{zone.code}</b>
                  <span className="cut grow">{zone.village ?? zone.name}</span>
                  <span className="num">{number(zone.households, lang)}/{number(zone.people, lang)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </details>
      ))}
      <div className="zonefiles"><Suspense><ExportMenu /></Suspense><Link className="btn s" href="/nhap-ban-do"><FileUp aria-hidden className="i sm" />{t('zones.import')}</Link></div>
      {zones.data.next && <p className="empty">{t('zones.more', { n: number(ZONES_SHOWN, lang) })}</p>}
    </>
  );
}

/** A commune's account sees its commune first; the others are one press away, on the list and on the map. */
function OwnOrAll() {
  const { t } = useWords();
  const { account } = useSignedIn();
  const beyond = useBeyond();
  if (communeOf(account) === null) return null;
  return (
    <p className="row sp sm ownorall" data-beyond={beyond}>
      <span>{beyond ? t('zones.scope.all') : t('zones.scope.own', { commune: account?.unit_name ?? '' })}</span>
      <button type="button" className="btn s" onClick={() => lookBeyond(!beyond)} data-act="beyond">{t(beyond ? 'zones.scope.showOwn' : 'zones.scope.showAll')}</button>
    </p>
  );
}
