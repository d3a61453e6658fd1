import '../i18n/findings';
import './findings.css';
import { ArrowRight, CircleCheck, OctagonAlert } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Finding, PlanFindings as Found } from '../api/findings';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { Waiting } from '../shared/Failure';
import { number } from '../shared/format';
import { SEVERITIES } from './filters';
import { Between } from './FindingList';
import { usePlanFindings } from './findingQueries';
import { SEVERITY_ICON, StateTag } from './SeverityMark';
import { inOneLine, placeOf, wayTo } from './where';

interface Props { plan: string; n: number; revision?: number; title?: string; /** Only the worst at first, below a heading of the page. */ short?: boolean }
const SHORT = 4;
const LONG = 40;

/** What stands about one version; of a draft, as if it were in force, beside all others. */
export function PlanFindings({ plan, n, revision, title, short }: Props) {
  const { t } = useWords();
  const found = usePlanFindings(plan, n, revision);
  const [most, setMost] = useState(short ? SHORT : LONG);
  if (found.data === undefined) return <Waiting error={found.error} retry={() => void found.refetch()} />;
  if (found.data === null) return <p className="mut sm">{t('findings.plan.unread')}</p>;
  const { items, as_if } = found.data;
  const Heading = short ? 'h4' : 'h3';
  return (
    <section className="pfinds" data-plan-findings={n} data-as-if={as_if}>
      <header><Heading>{title ?? t(as_if ? 'findings.plan.asIf' : 'findings.plan.stands')}</Heading></header>
      <Counts of={found.data} />
      {as_if && <p className="mut sm">{t('findings.plan.asIfWhat')}{!short && ` ${t('findings.plan.saveFirst')}`}</p>}
      {items.length === 0 ? <p className="row sm"><CircleCheck aria-hidden className="i okay" />{t('findings.plan.none')}</p> : (
        <ul className="pflist">{items.slice(0, most).map((finding) => <Line key={finding.key} finding={finding} />)}</ul>
      )}
      {items.length > most && <p><button type="button" className="btn s" onClick={() => setMost(most + LONG)}>{t('findings.plan.more', { count: items.length - most })}</button></p>}
    </section>
  );
}

/** How many of each, told apart by shape and word. */
function Counts({ of }: { of: Found }) {
  const { t, lang } = useWords();
  return (
    <p className="pcounts">
      {SEVERITIES.map((severity) => {
        const Icon = SEVERITY_ICON[severity];
        const count = of.counts.by_severity[severity];
        return <span key={severity} className={count > 0 ? `sev ${severity}` : 'sev none'} data-count={severity}><Icon aria-hidden size={14} />{number(count, lang)} {t(`findings.severity.${severity}`)}</span>;
      })}
    </p>
  );
}

function Line({ finding }: { finding: Finding }) {
  const { t, loc } = useWords();
  const Icon = SEVERITY_ICON[finding.severity];
  const places = [finding.about, finding.against].flatMap((entry) => {
    const href = entry && placeOf(entry, finding.family);
    return entry && href && entry.what !== 'plan' ? [{ href, name: entry.what === 'unit' || entry.what === 'hearing' ? t(`findings.go.${wayTo(entry, finding.family)}`) : loc(entry.name) }] : [];
  });
  return (
    <li data-finding={finding.key}>
      <Icon className={`i ${finding.severity}`} aria-label={t(`findings.severity.${finding.severity}`)} />
      <div>
        <p><b>{loc(finding.kind_name)}</b> <StateTag finding={finding} /></p>
        {finding.facts ? <p>{inOneLine(loc(finding.facts[0]), loc(finding.facts[1]))}</p> : <p className="mut"><Between finding={finding} /></p>}
        {finding.mend && <p className="pf-mend"><ArrowRight aria-label={t('findings.mend')} size={13} /><span>{loc(finding.mend)}</span></p>}
        {places.length > 0 && <p className="pf-places">{places.map(({ href, name }) => <Link key={href} href={href} className="capfirst">{name}</Link>)}</p>}
      </div>
    </li>
  );
}

/** In a line, for the answers to check before a step. */
export function ClashCounts({ of }: { of: Found }) {
  const { t, lang } = useWords();
  const { critical, serious, notice } = of.counts.by_severity;
  const n = (count: number) => number(count, lang);
  if (of.counts.total === 0) return <>{t('findings.plan.none')}</>;
  return <>{t('findings.plan.counts', { critical: n(critical), serious: n(serious), notice: n(notice) })}{of.as_if && <small>{t('findings.plan.asIf')}</small>}</>;
}

const NAMED = 6;
/** The critical ones, named before somebody signs. They stop nothing by themselves: a commune at two at night must be able to approve. */
export function CriticalOf({ found }: { found: Found }) {
  const { t, loc } = useWords();
  const critical = found.items.filter((finding) => finding.severity === 'critical' && finding.state === 'open');
  if (critical.length === 0) return null;
  return (
    <Banner tone="dan" icon={OctagonAlert}>
      <b>{t('findings.plan.open', { count: critical.length })}.</b> {t('findings.plan.notBlocking')}
      <ul className="dots" data-part="critical">{critical.slice(0, NAMED).map((finding) => <li key={finding.key}><b>{loc(finding.kind_name)}</b>{finding.facts && `: ${inOneLine(loc(finding.facts[0]), loc(finding.facts[1]))}`}</li>)}</ul>
      {critical.length > NAMED && <p>{t('findings.plan.more', { count: critical.length - NAMED })}</p>}
    </Banner>
  );
}
