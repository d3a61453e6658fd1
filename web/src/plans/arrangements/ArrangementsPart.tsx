import './arrangements.css';
import { Map as MapIcon, Route, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { ZoneArrangement } from '../../api/allocation';
import { useSession } from '../../api/queries';
import { useWords } from '../../i18n';
import { number } from '../../shared/format';
import { ThresholdChip } from '../../shared/LevelChip';
import { Tag } from '../../shared/Tags';
import type { PartProps } from '../editor/PartEditor';
import { useRegisteredShelters, useZonePeople } from './ground';
import { SumTable } from './Ledger';
import { isGrave, lacksOf, pointerOf, promisedIn, sumsOf, whole } from './model';
import { ZoneForm } from './ZoneForm';

/** What is arranged for each zone: one open at a time, the sums of all below. */
export function ArrangementsPart({ plan, version, form, zones, edit }: PartProps) {
  const { t, lang } = useWords();
  const [query, setQuery] = useSearchParams();
  const mayMeasure = useSession().data?.permissions.includes('read_households') ?? false;
  const people = useZonePeople(zones, version.hazard, mayMeasure);
  const shelters = useRegisteredShelters().data;
  const arrangements = edit.content.arrangements ?? {};
  const promised = useMemo(() => promisedIn(arrangements), [arrangements]);
  const sorted = useMemo(() => [...zones].sort((a, b) => a.properties.code.localeCompare(b.properties.code, 'vi', { numeric: true })), [zones]);
  const open = query.get('zone') ?? '';
  const show = (code: string) => setQuery((before) => { const next = new URLSearchParams(before); if (code === open) next.delete('zone'); else next.set('zone', code); return next; }, { replace: true });
  if (zones.length === 0) return <div className="emptybox"><p>{t('arrange.noZones')}</p><p><Link className="btn pri" href={`/plans/${version.plan_id}/versions/${version.n}?part=/zones`}><MapIcon aria-hidden className="i" />{t('arrange.toZones')}</Link></p></div>;
  const lost = Object.keys(arrangements).filter((code) => !zones.some((zone) => zone.properties.code === code));
  return (
    <>
      <div className="row wrap arrpropose"><Link className="btn" href={`/plans/${version.plan_id}/allocations`} data-act="allocate"><Route aria-hidden className="i" />{t('arrange.propose')}…</Link><span className="mut sm">{t('arrange.intro')}</span></div>
      {lost.map((code) => (
        <p key={code} className="ban warn"><span className="grow">{t('arrange.lost', { code })}</span><button type="button" className="btn s" onClick={() => edit.change(pointerOf(code), null)}><Trash2 aria-hidden className="i sm" />{t('arrange.dropLost')}</button></p>
      ))}
      <ol className="arrlist">
        {sorted.map((zone) => {
          const p = zone.properties;
          const arranged = whole(arrangements[p.code]);
          const known = people.get(p.code);
          const sums = sumsOf(arranged, known?.people ?? null);
          const lacks = lacksOf(p, arranged, { people: known?.people ?? null, promised, shelters, hazard: version.hazard });
          const here = p.code === open;
          return (
            <li key={p.code} className={here ? 'here' : undefined} data-zone={p.code}>
              <h4>
                <button type="button" className="arrrow" aria-expanded={here} aria-controls={`arr-${p.code}`} onClick={() => show(p.code)}>
                  <b className="nw">{p.code}</b>
                  <span className="grow"><span className="cut">{p.name}</span><small className="mut">{[p.village, t('arrange.placedOf', { placed: number(sums.placed, lang, 0), people: known ? number(known.people, lang, 0) : '?' })].filter(Boolean).join(' · ')}</small></span>
                  <span className="arrtags">
                    <ThresholdChip level={p.evacuate_from_level} />
                    {sums.placed === 0 ? <Tag tone="danger">{t('arrange.notArranged')}</Tag> : sums.left ? <Tag tone="danger">{t('arrange.leftTag', { n: number(sums.left, lang, 0) })}</Tag> : null}
                    {lacks.length > 0 && sums.placed > 0 && <Tag tone={lacks.some(isGrave) ? 'danger' : 'warn'}>{t('arrange.lack.count', { count: lacks.length })}</Tag>}
                    {lacks.length === 0 && <Tag tone="ok">{t('arrange.enough')}</Tag>}
                  </span>
                </button>
              </h4>
              {here && (
                <div id={`arr-${p.code}`} className="arropen">
                  <ZoneForm
                    plan={plan} form={form} zone={zone} before={version.content.arrangements?.[p.code]} arranged={arranged} people={known} sums={sums} lacks={lacks} promised={promised} shelters={shelters}
                    faults={edit.faults} onChange={<K extends keyof ZoneArrangement>(field: K, value: ZoneArrangement[K] | undefined) => edit.change(pointerOf(p.code, field), value)}
                  />
                </div>
              )}
            </li>
          );
        })}
      </ol>
      <h4>{t('arrange.sum.title')}</h4>
      <SumTable zones={sorted} arrangements={arrangements} people={people} />
    </>
  );
}
