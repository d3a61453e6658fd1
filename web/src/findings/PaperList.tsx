import { useUnits } from '../api/accounts';
import type { Finding } from '../api/findings';
import { useWords } from '../i18n';
import { dayText } from '../plans/days';
import { now } from '../shared/clock';
import { longMoment } from '../shared/format';
import { Between } from './FindingList';
import type { Filters } from './filters';
import { dayOf } from './Since';

/** The list as a paper to take into a meeting: every fact in black and white, and a column to write the decision in. */
export function PaperList({ rows, day, filters }: { rows: Finding[]; day: string; filters: Filters }) {
  const { t, loc, lang } = useWords();
  const unit = useUnits().data?.find((each) => each.code === filters.unit)?.name;
  return (
    <section className="printonly fndpaper">
      <h2>{t('findings.paper.title')}</h2>
      <p>
        {[unit, filters.hazard && t(`hazards.${filters.hazard as 'other'}`, { defaultValue: filters.hazard }), filters.severity && t(`findings.severity.${filters.severity}`), dayText(day)].filter(Boolean).join(' · ')}
        {' · '}{t('findings.paper.at', { time: longMoment(now(), lang) })} {t('findings.advice')}
      </p>
      <table>
        <thead><tr>{(['number', 'what', 'facts', 'mend', 'owed', 'since', 'decision'] as const).map((column) => <th key={column} scope="col">{t(`findings.paper.${column}`)}</th>)}</tr></thead>
        <tbody>
          {rows.map((finding, i) => (
            <tr key={finding.key}>
              <td className="num">{i + 1}</td>
              <td><b>{t(`findings.severity.${finding.severity}`)}</b><br />{loc(finding.kind_name)}<br /><small><Between finding={finding} /></small></td>
              <td>{finding.facts?.map((fact, n) => <p key={n}>– {loc(fact)}</p>)}</td>
              <td>{loc(finding.mend)}</td>
              <td>{loc(finding.owed_by_name)}</td>
              <td>{finding.first_seen ? dayText(dayOf(finding.first_seen)) : ''}</td>
              <td>{finding.acceptance && <>{t('findings.acceptedUntil', { day: dayText(finding.acceptance.until) })}: {finding.acceptance.reason}</>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
