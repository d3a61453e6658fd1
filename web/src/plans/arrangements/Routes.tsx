import { Eraser, PenLine, Plus, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { PlannedRoute } from '../../api/allocation';
import { useWords } from '../../i18n';
import { Field } from '../../shared/Field';
import { Select } from '../../shared/form/Select';
import { levelNoun } from '../../shared/levels';
import { Tag } from '../../shared/Tags';
import { levelOf } from '../levels';
import { lineWords } from './words';
import type { FieldProps } from './ZoneForm';

const RouteDialog = lazy(() => import('./RouteDialog'));
type Looked = 'unknown' | 'none' | 'some';
const lookedAt = ({ crossings }: PlannedRoute): Looked => (crossings === null ? 'unknown' : crossings.length === 0 ? 'none' : 'some');

/** The ways out: named, drawn or not, and whether they lead over a crossing that closes. That nobody looked is an answer of its own. */
export function Routes({ props: { zone, form, arranged, shelters }, set, fault, idOf }: FieldProps) {
  const words = useWords();
  const { t } = words;
  const [drawing, setDrawing] = useState<number | null>(null);
  const routes = arranged.routes;
  const change = (at: number, to: Partial<PlannedRoute>) => set('routes', routes.map((route, i) => (i === at ? { ...route, ...to } : route)));
  const levels = form.levels.filter((each) => each.level > 0).map((each) => ({ value: String(each.level), name: t('arrange.route.from', { level: levelNoun(levelOf(each.level), t) }) }));
  const answer: Record<Looked, PlannedRoute['crossings']> = { unknown: null, none: [], some: [{ name: '', closes_at: null }] };
  const drawn = drawing === null ? undefined : routes[drawing];
  return (
    <fieldset className="arrset" id={idOf('routes')} tabIndex={-1}>
      <legend>{t('arrange.route.title')}</legend>
      {routes.length === 0 && <p className="mut sm">{zone.properties.route ? t('arrange.route.ofZone', { route: zone.properties.route }) : t('arrange.route.none')}</p>}
      <ol className="arrroutes">
        {routes.map((route, i) => (
          <li key={i}>
            <div className="arrpair">
              <Field label={t('arrange.route.name', { n: i + 1 })} error={fault(`routes/${i}/name`)} value={route.name} onChange={(event) => change(i, { name: event.target.value })} />
              <Select label={t('arrange.route.crossings')} value={lookedAt(route)} onChange={(event) => change(i, { crossings: answer[event.target.value as Looked] })} options={(['unknown', 'none', 'some'] as const).map((value) => ({ value, name: t(`arrange.route.looked.${value}`) }))} />
            </div>
            {route.crossings === null && <p><Tag tone="unknown">{t('arrange.route.notLooked')}</Tag></p>}
            {(route.crossings ?? []).map((crossing, at) => {
              const crossings = route.crossings ?? [];
              const put = (to: Partial<typeof crossing>) => change(i, { crossings: crossings.map((each, c) => (c === at ? { ...each, ...to } : each)) });
              return (
                <div key={at} className="arrcrossing">
                  <Field label={t('arrange.route.crossing', { n: at + 1 })} error={fault(`routes/${i}/crossings/${at}/name`)} value={crossing.name} onChange={(event) => put({ name: event.target.value })} />
                  <Select label={t('arrange.route.closesAt')} error={fault(`routes/${i}/crossings/${at}/closes_at`)} value={String(crossing.closes_at?.value ?? '')} onChange={(event) => put({ closes_at: event.target.value ? levelOf(Number(event.target.value)) : null })} options={[{ value: '', name: t('arrange.route.levelUnknown') }, ...levels]} />
                  <button type="button" className="icb" aria-label={t('arrange.removeOne', { name: crossing.name || t('arrange.route.crossing', { n: at + 1 }) })} onClick={() => { const left = crossings.filter((_, c) => c !== at); change(i, { crossings: left.length > 0 ? left : null }); }}><Trash2 aria-hidden className="i sm" /></button>
                </div>
              );
            })}
            {(fault(`routes/${i}/line`) ?? fault(`routes/${i}`)) && <p className="errmsg">{fault(`routes/${i}/line`) ?? fault(`routes/${i}`)}</p>}
            <div className="arrline">
              <span className="mut sm grow">{lineWords(route, words)}</span>
              {lookedAt(route) === 'some' && <button type="button" className="btn s" onClick={() => change(i, { crossings: [...(route.crossings ?? []), { name: '', closes_at: null }] })}><Plus aria-hidden className="i sm" />{t('arrange.route.addCrossing')}</button>}
              <button type="button" className="btn s" onClick={() => setDrawing(i)} data-act="draw-route"><PenLine aria-hidden className="i sm" />{t(route.line ? 'arrange.route.redraw' : 'arrange.route.draw')}</button>
              {route.line && <button type="button" className="btn s" onClick={() => change(i, { line: null })}><Eraser aria-hidden className="i sm" />{t('arrange.route.erase')}</button>}
              <button type="button" className="btn s" onClick={() => set('routes', routes.filter((_, at) => at !== i))}><Trash2 aria-hidden className="i sm" />{t('arrange.route.remove')}</button>
            </div>
          </li>
        ))}
      </ol>
      <p><button type="button" className="btn" onClick={() => set('routes', [...routes, { name: routes.length === 0 ? (zone.properties.route ?? '') : '', line: null, crossings: null }])} data-act="add-route"><Plus aria-hidden className="i" />{t('arrange.route.add')}</button></p>
      {drawing !== null && drawn && (
        <Suspense fallback={null}>
          <RouteDialog name={drawn.name} line={drawn.line} zone={zone} shelters={(shelters ?? []).filter((shelter) => arranged.destinations.some((to) => to.code === shelter.code))} onClose={() => setDrawing(null)} onTake={(line) => { change(drawing, { line }); setDrawing(null); }} />
        </Suspense>
      )}
    </fieldset>
  );
}
