import { CircleAlert, Crosshair, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import type { Laid, Marked } from '../../drawing/DrawMap';
import type { Point } from '../../drawing/rings';
import { useWords } from '../../i18n';
import { Failure } from '../../shared/Failure';
import { hectares, householdsPeople, number } from '../../shared/format';
import { propertyWords } from '../../shared/property';
import type { Fault, Repair } from './types';
import type { Measuring } from './useMeasure';

/** Shares below this are the noise of two surveys of one boundary, not a mistake of the zone. */
const NOISE = 0.001;

interface Props { measuring: Measuring; /** Faults the server named when it refused to save. */ refused?: Fault[]; onLook?: (at: Point) => void; children?: React.ReactNode }

/** What the area holds and what is wrong with it, while it is drawn. */
export function Measured({ measuring, refused = [], onLook, children }: Props) {
  const words = useWords();
  const { t, lang } = words;
  const { measured: m, behind, error, retry } = measuring;
  if (error !== null && !m) return <Failure error={error} retry={retry} />;
  if (!m) return <p className="mut sm">{behind ? t('loading') : t('draw.measured.nothing')}</p>;
  const percent = (share: number) => `${number(share * 100, lang)} %`;
  const overlaps = m.overlaps.filter((each) => each.share > NOISE);
  return (
    <section className="measured" aria-label={t('draw.measured.title')} aria-busy={behind}>
      <dl className="pair">
        <div><dt>{t('draw.measured.area')}{behind && <span className="behind"><LoaderCircle aria-hidden size={12} />{t('draw.measured.behind')}</span>}</dt><dd><b className="big" data-figure="area">{hectares(m.area_m2, lang)}</b></dd></div>
        {m.figures && <>
          <div><dt>{t('draw.measured.people')}</dt><dd><b className="big" data-figure="people">{householdsPeople(m.figures.households, m.figures.people, lang)}</b><small>{t('draw.measured.vulnerable', { n: number(m.figures.vulnerable, lang) })}</small></dd></div>
          <div className="all"><dt>{t('draw.measured.property')}</dt><dd><small>{propertyWords(m.figures.property, words)}</small></dd></div>
        </>}
      </dl>
      <ul className="checksof">
        {m.outside_commune_share === null ? <li className="mut">{t('draw.measured.unknownCommune')}</li>
          : m.outside_commune_share > NOISE ? <li className="warned"><TriangleAlert aria-hidden className="i sm" /><span>{t('draw.measured.outsideShare', { share: percent(m.outside_commune_share) })}</span></li>
          : <li className="mut">{t('draw.measured.inside')}</li>}
        {overlaps.length === 0 ? <li className="mut">{t('draw.measured.noOverlap')}</li> : (
          <li className="warned"><TriangleAlert aria-hidden className="i sm" /><span>{t('draw.measured.overlaps')}: {overlaps.map((each) => t('draw.measured.overlap', { code: each.code, name: each.name, share: percent(each.share) })).join('; ')}</span></li>
        )}
      </ul>
      <Faults faults={faultsOf(measuring, refused)} onLook={onLook} />
      {children}
    </section>
  );
}

export const faultsOf = ({ measured }: Measuring, refused: Fault[]): Fault[] => {
  const found = measured?.faults ?? [];
  return [...found, ...refused.filter((fault) => !found.some((each) => each.code === fault.code && String(each.at) === String(fault.at)))];
};

/** The faults as numbers on the map. */
export const useMarks = (measuring: Measuring, refused: Fault[]): Marked[] => {
  const { measured } = measuring;
  return useMemo(() => faultsOf(measuring, refused).flatMap((fault, i) => (fault.at ? [{ at: fault.at, label: String(i + 1) }] : [])), [measured, refused]);
};

function Faults({ faults, onLook }: { faults: Fault[]; onLook?: (at: Point) => void }) {
  const { t, loc } = useWords();
  if (faults.length === 0) return null;
  return (
    <div className="faults" role="group" aria-label={t('draw.faults.title', { count: faults.length })}>
      <h4><CircleAlert aria-hidden className="i sm" />{t('draw.faults.title', { count: faults.length })}</h4>
      <ol>
        {faults.map((fault, i) => (
          <li key={i}><b className="faultn">{i + 1}</b><span className="grow">{loc(fault.text)}</span>{fault.at && onLook && <button type="button" className="btn s" onClick={() => onLook(fault.at as Point)}><Crosshair aria-hidden className="i sm" />{t('draw.measured.place')}</button>}</li>
        ))}
      </ol>
    </div>
  );
}

/** An offered repair: before and after side by side; nothing is changed until it is taken. */
export function Repaired({ repair, shown, onShow, onTake }: { repair: Repair; shown: boolean; onShow: (shown: boolean) => void; onTake: () => void }) {
  const { t, loc, lang } = useWords();
  return (
    <div className="repair">
      <h4>{t('draw.repair.title')}</h4>
      <ul className="dots">{repair.changes.map((change, i) => <li key={i}>{loc(change)}</li>)}</ul>
      <dl className="pair">
        <div><dt>{t('draw.repair.before')}</dt><dd><b>{hectares(repair.area_before_m2, lang)}</b></dd></div>
        <div><dt>{t('draw.repair.after')}</dt><dd><b>{hectares(repair.area_after_m2, lang)}</b></dd></div>
      </dl>
      <div className="row wrap">
        <button type="button" className="btn s" aria-pressed={shown} onClick={() => onShow(!shown)}>{t(shown ? 'draw.repair.hide' : 'draw.repair.show')}</button>
        <button type="button" className="btn s pri" onClick={onTake} data-act="take-repair">{t('draw.repair.take')}</button>
      </div>
      <p className="mut sm">{t('draw.repair.hint')}</p>
    </div>
  );
}
export const laidRepair = (repair: Repair | null | undefined, shown: boolean): Laid[] => (repair && shown ? [{ kind: 'repair', area: repair.geometry }] : []);
