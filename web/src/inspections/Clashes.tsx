import { GitMerge } from 'lucide-react';
import { useState } from 'react';
import type { InspectionPoint, PointMark } from '../api/inspections';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import '../shared/edit/edit.css';
import { GradeTag } from './Grades';
import { keyOf, type Clash } from './merge';
import { dayWords, personName } from './words';

interface Props { clashes: readonly Clash[]; points: readonly InspectionPoint[]; onSettle: (theirs: ReadonlySet<string>) => void }

/** Somebody else of the team answered the same point: one of the two stands, and a person says which. */
export function Clashes({ clashes, points, onSettle }: Props) {
  const { t, loc } = useWords();
  const [chosen, setChosen] = useState<Record<string, 'mine' | 'theirs'>>({});
  const left = clashes.filter((clash) => !chosen[keyOf(clash)]).length;
  const title = (clash: Clash) => {
    if (clash.at === 'head') return t(`inspections.record.${clash.part === 'inspected_on' ? 'on' : clash.part}`);
    const point = points.find((each) => each.code === clash.code);
    return `${clash.code}. ${point ? loc(point.text) : ''}`;
  };
  const show = (clash: Clash, side: 'mine' | 'theirs') => {
    if (clash.at === 'mark') return <MarkWords mark={clash[side]} />;
    const value = clash[side];
    return <>{clash.part === 'inspected_on' && value ? dayWords(value) : value || '–'}</>;
  };
  return (
    <section className="merge" aria-label={t('inspections.clash.title', { count: clashes.length })} data-clashes={clashes.length}>
      <Banner tone="warn" icon={GitMerge} live><b>{t('inspections.clash.title', { count: clashes.length })}</b><br />{t('inspections.clash.what')}</Banner>
      {clashes.map((clash) => (
        <fieldset key={keyOf(clash)} className="both">
          <legend>{title(clash)}</legend>
          <div className="sides">
            {(['mine', 'theirs'] as const).map((side) => (
              <label key={side} className={chosen[keyOf(clash)] === side ? 'side chosen' : 'side'}>
                <span className="row"><input type="radio" name={keyOf(clash)} checked={chosen[keyOf(clash)] === side} onChange={() => setChosen({ ...chosen, [keyOf(clash)]: side })} /><b>{t(`inspections.clash.${side}`)}</b></span>
                <span className="side-v">{show(clash, side)}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      <div className="acts-row">
        <button type="button" className="btn pri xl" disabled={left > 0} onClick={() => onSettle(new Set(Object.keys(chosen).filter((key) => chosen[key] === 'theirs')))} data-act="settle">{t('inspections.clash.act')}</button>
        <span className="mut sm" role="status">{left > 0 ? t('inspections.clash.left', { count: left }) : ''}</span>
      </div>
    </section>
  );
}

function MarkWords({ mark }: { mark: PointMark }) {
  return <><GradeTag grade={mark.grade} /> {[mark.remark, mark.responsible && personName(mark.responsible), mark.due_on && dayWords(mark.due_on)].filter(Boolean).join(' · ')}</>;
}
