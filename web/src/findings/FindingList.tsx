import { CalendarDays, RotateCcw, UserRound } from 'lucide-react';
import { Link } from 'wouter';
import type { Finding, FindingSeverity } from '../api/findings';
import { useWords } from '../i18n';
import { number } from '../shared/format';
import { Facts } from './Facts';
import { SEVERITY_ICON, StateTag } from './SeverityMark';
import { SEVERITIES } from './filters';
import { Since } from './Since';

interface Props { rows: Finding[]; here: string | null; hrefOf: (key: string) => string; countOf: (severity: FindingSeverity) => number; day: string }

/** Worst first, under a heading for each severity that says what it means. */
export function FindingList({ rows, here, hrefOf, countOf, day }: Props) {
  const { t, lang } = useWords();
  return (
    <div className="fndlist">
      {SEVERITIES.map((severity) => {
        const own = rows.filter((finding) => finding.severity === severity);
        if (own.length === 0) return null;
        const Icon = SEVERITY_ICON[severity];
        return (
          <section key={severity} aria-labelledby={`fnd-${severity}`}>
            <h3 id={`fnd-${severity}`} className={`fndhead ${severity}`}>
              <Icon aria-hidden className="i" /><span>{t(`findings.severity.${severity}`)}</span> <span className="cnt">{number(countOf(severity), lang)}</span>
              <small>{t(`findings.meaning.${severity}`)}</small>
            </h3>
            <ul>{own.map((finding) => <FindingRow key={finding.key} finding={finding} here={finding.key === here} href={hrefOf(finding.key)} day={day} />)}</ul>
          </section>
        );
      })}
    </div>
  );
}

function FindingRow({ finding, here, href, day }: { finding: Finding; here: boolean; href: string; day: string }) {
  const { t, loc } = useWords();
  const Icon = SEVERITY_ICON[finding.severity];
  return (
    <li className={`fnd ${finding.severity}${here ? ' here' : ''}${finding.state === 'open' ? '' : ' settled'}`} data-finding={finding.key} data-kind={finding.kind}>
      <div className="fnd-h">
        <Icon className={`i ${finding.severity}`} aria-label={t(`findings.severity.${finding.severity}`)} />
        <h4><Link href={href} className="fnd-l" aria-current={here ? 'true' : undefined}>{loc(finding.kind_name)}</Link></h4>
        <StateTag finding={finding} />
      </div>
      <p className="fnd-who"><b>{finding.unit_name}</b><Between finding={finding} /></p>
      <Facts finding={finding} quiet />
      <p className="fnd-o">
        <span><UserRound aria-hidden size={13} />{roleOf(loc(finding.owed_by_name))}</span>
        <span><CalendarDays aria-hidden size={13} /><Since finding={finding} day={day} /></span>
        {finding.came_back > 0 && <span><RotateCcw aria-hidden size={13} /><CameBack times={finding.came_back} /></span>}
      </p>
    </li>
  );
}

export function CameBack({ times }: { times: number }) {
  const { t } = useWords();
  return <>{t('findings.cameBack', { count: times })}</>;
}

/** What it is about, and the other: named, not linked; the row is one link. */
export function Between({ finding }: { finding: Finding }) {
  const { loc } = useWords();
  // The unit that owes it stands beside it already.
  const names = [finding.about, finding.against].flatMap((entry) => (entry && !(entry.what === 'unit' && entry.id === finding.unit_code) ? [loc(entry.name)] : []));
  return <span>{names.join(' ↔ ')}</span>;
}

/** The role without its unit, where the row names the unit already. */
export const roleOf = (owed: string): string => owed.replace(/ \([^()]*\)$/, '');
