import { useId, useState } from 'react';
import { useWords } from '../../../i18n';
import { hectares } from '../../../shared/format';
import { RichText } from '../../../shared/richtext/RichText';
import { levelOf, movingAt, newAt, shownLevels } from '../../levels';
import { SCENARIO_PARTS, type PlanZone } from '../../types';
import type { PartProps } from '../PartEditor';
import { ThresholdChip } from '../../../shared/LevelChip';

/** What may happen and what is done, a tab for each level; below it the zones that must have moved. */
export function ScenariosPart({ edit, form, zones }: PartProps) {
  const { t } = useWords();
  const { scenarios } = edit.content;
  const levels = shownLevels(form.levels, scenarios);
  const [level, setLevel] = useState(levels[0] ?? 0);
  const id = useId();
  const written = (at: number) => SCENARIO_PARTS.filter((part) => scenarios[at]?.[part]).length;
  return (
    <>
      <div className="leveltabs" role="tablist" aria-label={t('plan.parts.scenarios')}>
        {levels.map((at) => (
          <button key={at} type="button" role="tab" id={`${id}-${at}`} aria-selected={at === level} aria-controls={`${id}-body`} onClick={() => setLevel(at)}>
            {at > 0 ? <ThresholdChip level={levelOf(at)} /> : t('plan.anySituation')}
            <small>{t('plan.scenario.written', { done: written(at), total: SCENARIO_PARTS.length })}</small>
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-body`} aria-labelledby={`${id}-${level}`} className="stack wide" key={level}>
        {SCENARIO_PARTS.map((part) => (
          <div key={part} className="fld">
            <p className="lbl" id={`${id}-${part}`}>{t(`plan.scenario.${part}`)}</p>
            <p className="hint">{t(`plan.scenario.${part}Hint`)}</p>
            <RichText label={t(`plan.scenario.${part}`)} value={scenarios[level]?.[part] ?? ''} onChange={(text) => edit.change(`/scenarios/${level}/${part}`, text)} />
          </div>
        ))}
        {level > 0 && <Moving zones={zones} level={level} />}
        {scenarios[level] && <p><button type="button" className="btn s" onClick={() => edit.change(`/scenarios/${level}`, null)}>{t('plan.scenario.remove')}</button></p>}
      </div>
    </>
  );
}

/** Read from the zones themselves: the text of a situation cannot say otherwise. */
export function Moving({ zones, level }: { zones: PlanZone[]; level: number }) {
  const { t, lang } = useWords();
  const moving = movingAt(zones, level);
  const fresh = new Set(newAt(zones, level).map((zone) => zone.properties.code));
  return (
    <div className="moving">
      <h4>{t('plan.moving.title', { level, count: moving.length })}</h4>
      {moving.length === 0 ? <p className="mut sm">{t('plan.moving.none')}</p> : (
        <table>
          <thead><tr><th scope="col">{t('plan.zone.code')}</th><th scope="col">{t('plan.zone.name')}</th><th scope="col">{t('plan.zone.destinations')}</th><th scope="col" className="num">{t('plan.zone.area')}</th></tr></thead>
          <tbody>
            {moving.map(({ properties: zone }) => (
              <tr key={zone.code}>
                <th scope="row" className="nw">{zone.code}{fresh.has(zone.code) && <small>{t('plan.moving.fromHere')}</small>}</th>
                <td>{zone.name}{zone.village && <small className="mut">{zone.village}</small>}</td>
                <td>{zone.destinations.join(', ') || <span className="tag unk">{t('plan.zone.noDestination')}</span>}</td>
                <td className="num">{hectares(zone.area_m2, lang)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
