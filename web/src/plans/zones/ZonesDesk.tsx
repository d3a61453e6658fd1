import '../../i18n/mapwork';
import './zones.css';
import { FileUp } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { useAllZones } from '../../api/queries';
import { Office } from '../../app/Office';
import type { Shown } from '../../drawing/DrawMap';
import { snapTo } from '../../drawing/snap';
import type { Pen } from '../../drawing/usePen';
import { useWords } from '../../i18n';
import { useDark } from '../../map/useDark';
import { Waiting } from '../../shared/Failure';
import { number } from '../../shared/format';
import { planKeys, usePlan, usePlanForm, usePlanZones, useRights, useVersion } from '../planQueries';
import { isEditable } from '../stages';
import { StageTag } from '../StageTag';
import type { Plan, PlanForm, PlanZone, Version } from '../types';
import { EMPTY_BOARD, type Board } from './board';
import { EditWork } from './EditWork';
import { MergeWork } from './MergeWork';
import { Overview } from './Overview';
import { SplitWork } from './SplitWork';
import { queryOf, workFrom, type Work } from './work';

const DrawMap = lazy(() => import('../../drawing/DrawMap'));
const NO_ZONES: PlanZone[] = [];

/** The zones of one version on a large map: chosen, drawn, cut, joined, moved. */
export default function ZonesDesk({ id, n }: { id: string; n: number }) {
  const { t } = useWords();
  const version = useVersion(id, n);
  const plan = usePlan(id);
  const form = usePlanForm(version.data?.hazard ?? '');
  if (version.data && plan.data && form.data) return <Desk plan={plan.data} version={version.data} form={form.data} />;
  return (
    <Office title={t('draw.title')} crumbs={[{ href: '/plans', name: t('plan.title') }]}>
      <Waiting error={version.error ?? plan.error ?? form.error} retry={() => void Promise.all([version.refetch(), plan.refetch(), form.refetch()])} />
    </Office>
  );
}

function Desk({ plan, version, form }: { plan: Plan; version: Version; form: PlanForm }) {
  const { t, loc, lang } = useWords();
  const client = useQueryClient();
  const dark = useDark();
  const { account, may } = useRights(plan.unit_code);
  const editable = isEditable(version.status) && may('edit_plan');
  const read = usePlanZones(version.plan_id, version.n, version.revision);
  const zones = read.data ?? NO_ZONES;
  const inForce = useAllZones().data?.features;
  const [query, setQuery] = useSearchParams();
  const work = workFrom(query);
  const [board, setBoard] = useState<Board>(EMPTY_BOARD);
  const [tools, setTools] = useState<HTMLElement | null>(null);
  const pen = useRef<Pen | null>(null);
  const go = useCallback((to: Work) => setQuery(queryOf(to)), [setQuery]);
  const onSaved = useCallback((after: Version) => {
    client.setQueryData(planKeys.version(after.plan_id, after.n), after);
    void client.invalidateQueries({ queryKey: planKeys.list });
  }, [client]);

  const onRefresh = useCallback(() => void client.invalidateQueries({ queryKey: planKeys.version(version.plan_id, version.n) }), [client, version.plan_id, version.n]);

  const shown = useMemo((): Shown[] => {
    const own = zones.map(({ geometry, properties: { code } }): Shown => ({ code, area: geometry, look: board.chosen.includes(code) ? 'chosen' : 'own' }));
    const known = new Set(own.map((zone) => zone.code));
    const beside = (inForce ?? []).filter(({ properties: p }) => p.hazard === version.hazard && !known.has(p.code)).map(({ geometry, properties: { code } }): Shown => ({ code, area: geometry, look: 'beside' }));
    return [...beside, ...own].filter((zone) => !board.hidden.includes(zone.code));
  }, [zones, inForce, version.hazard, board.chosen, board.hidden]);
  // While a line is drawn across a zone, the zone itself is what one holds to.
  const held = useMemo(() => snapTo([...shown.map((zone) => zone.area), ...board.laid.filter((each) => each.kind === 'part').map((each) => each.area)]), [shown, board.laid]);

  const props = { plan, version, form, zones, account: account?.id ?? 'nobody', onBoard: setBoard, tools, undoCorner: () => pen.current?.undoCorner() ?? false, go, onSaved, onRefresh };
  const code = 'code' in work ? work.code : null;
  const lost = code !== null && read.isSuccess && !read.isPlaceholderData && !zones.some((zone) => zone.properties.code === code);
  return (
    <Office
      title={t('draw.title')}
      crumbs={[{ href: '/plans', name: t('plan.title') }, { href: `/plans/${plan.id}`, name: `${plan.unit_name} · ${loc(plan.hazard_name)}` }, { href: `/plans/${plan.id}/versions/${version.n}?part=/zones`, name: t('plan.versionN', { n: version.n }) }]}
      lead={<span className="row wrap"><span>{t('draw.lead', { n: version.n, count: zones.length })}</span><StageTag stage={version.status} name={version.status_name} inForce={plan.in_force?.number === version.n} /></span>}
      act={editable && work.kind === 'overview' && <Link className="btn" href={`/nhap-ban-do?kind=zones&plan=${encodeURIComponent(plan.code)}`}><FileUp aria-hidden className="i" />{t('draw.import')}</Link>}
    >
      <div className="zdesk" data-zones={number(zones.length, lang)}>
        <div className="zdesk-map mappane">
          {/* Until the zones are read there is no knowing where to look. */}
          {read.data && (
            <Suspense fallback={<p className="pad mut">{t('map.loading')}</p>}>
              <DrawMap
                key={String(dark)} shown={shown} laid={board.laid} marked={board.marked} tool={board.tool} rings={board.rings} snapTo={held} penRef={pen}
                onRings={board.onRings} onLine={board.onLine} onChoose={board.onChoose}
                lookAt={board.lookAt.key ? board.lookAt : { key: 'all', areas: zones.map((zone) => zone.geometry) }}
              />
            </Suspense>
          )}
          <div ref={setTools} className="zdesk-tools" />
        </div>
        <section className="zdesk-panel" aria-label={t('draw.panel')}>
          {!read.data ? <Waiting error={read.error} retry={() => void read.refetch()} />
            : lost || !editable || work.kind === 'overview' ? <Overview {...props} editable={editable} codes={work.kind === 'overview' ? work.codes : []} />
            : work.kind === 'split' ? <SplitWork key={`split ${work.code}`} {...props} code={work.code} />
            : work.kind === 'merge' ? <MergeWork {...props} codes={work.codes} />
            : <EditWork key={`${work.kind} ${code ?? ''}`} {...props} kind={work.kind} code={code} />}
        </section>
      </div>
    </Office>
  );
}
