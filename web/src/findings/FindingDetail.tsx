import { ArrowRight, Hourglass, Info } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { Finding, FindingEntry } from '../api/findings';
import { useRights } from '../plans/planQueries';
import { dayText } from '../plans/days';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { now } from '../shared/clock';
import { Row } from '../shared/ConfirmSheet';
import { wallTime } from '../shared/wall';
import { standing } from './accept';
import { AcceptDialog, TakeBackSheet } from './AcceptDialog';
import { Facts } from './Facts';
import { useFindingKinds } from './findingQueries';
import { CameBack } from './FindingList';
import { SeverityMark, StateTag } from './SeverityMark';
import { Since } from './Since';
import { mendedAt, placeOf } from './where';

/** One finding: what disagrees, what would settle it, who owes it, and living with it until a day. */
export function FindingDetail({ finding, day }: { finding: Finding; day: string }) {
  const { t, loc } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const kind = useFindingKinds().data?.find((each) => each.kind === finding.kind);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [finding.key]);
  return (
    <article className="fndone" data-one={finding.key}>
      <header className="stack">
        <p className="row wrap"><SeverityMark severity={finding.severity} /><span className="mut sm">{loc(finding.family_name)}</span><StateTag finding={finding} /></p>
        <h3 ref={heading} tabIndex={-1}>{loc(finding.kind_name)}</h3>
      </header>
      <Accepted finding={finding} />
      <section aria-label={t('findings.facts')}><Facts finding={finding} /></section>
      <Mend finding={finding} />
      <dl className="cya">
        <Row name={t('findings.owed')}>{loc(finding.owed_by_name)}</Row>
        <Row name={t('findings.unit')}>{finding.unit_name}</Row>
        <Row name={t('findings.hazard')}><span className="cap">{finding.hazards.length === 0 ? t('findings.anyHazard') : finding.hazards.map((hazard) => t(`hazards.${hazard as 'other'}`, { defaultValue: hazard })).join(', ')}</span></Row>
        <Row name={t('findings.since')}><Since finding={finding} day={day} bare />{finding.came_back > 0 && <small><CameBack times={finding.came_back} /></small>}</Row>
        {(finding.about || finding.against) && <Row name={t('findings.where')}><Places finding={finding} /></Row>}
      </dl>
      <Act finding={finding} />
      {kind && (
        <details className="fold rulefold">
          <summary>{t('findings.ruleTitle')}</summary>
          <dl className="cya"><Row name={t('findings.rule')}>{loc(kind.rule)}</Row><Row name={t('findings.source')}>{loc(kind.source)}</Row></dl>
        </details>
      )}
      <p className="advised sm"><Info aria-hidden size={14} />{t('findings.advice')}</p>
    </article>
  );
}

/** The next act: what to do, and the way to where it is done. */
function Mend({ finding }: { finding: Finding }) {
  const { t, loc } = useWords();
  if (!finding.mend) return null;
  const at = mendedAt(finding);
  return (
    <section className="mend">
      <h4>{t('findings.mend')}</h4>
      <p>{loc(finding.mend)}</p>
      {at && <p><Link href={at.href} className="btn pri" data-act="mend">{t(`findings.go.${at.way}`)}<ArrowRight aria-hidden className="i sm" /></Link></p>}
    </section>
  );
}

function Places({ finding }: { finding: Finding }) {
  const { loc } = useWords();
  const entries = [finding.about, finding.against].filter((entry): entry is FindingEntry => entry !== null);
  return (
    <ul className="places">
      {entries.map((entry) => {
        const href = placeOf(entry, finding.family);
        const name = loc(entry.name);
        return <li key={entry.what + entry.id} className="capfirst">{href ? <Link href={href}>{name}</Link> : name}</li>;
      })}
    </ul>
  );
}

function Accepted({ finding }: { finding: Finding }) {
  const { t } = useWords();
  const { acceptance } = finding;
  if (!acceptance) return null;
  const { over, left } = standing(acceptance.until, wallTime(now()).slice(0, 10));
  const day = dayText(acceptance.until);
  return (
    <Banner tone={over ? 'dan' : 'info'} icon={Hourglass}>
      <p><b>{over ? t('findings.accept.over', { day }) : !acceptance.by ? t('findings.acceptedUntil', { day }) : t('findings.accept.note', { by: acceptance.by, day, left: left === 0 ? t('findings.accept.lastDay') : t('findings.accept.left', { count: left }) })}</b></p>
      <p className="pre">{acceptance.reason}</p>
    </Banner>
  );
}

/** Offered to who may keep the plans or the registers of the unit; the server decides again. */
function Act({ finding }: { finding: Finding }) {
  const { t } = useWords();
  const { mayAny } = useKeeps(finding.unit_code);
  const [open, setOpen] = useState<'accept' | 'back' | null>(null);
  if (finding.state === 'mended' || !mayAny) return null;
  return (
    <p>
      {finding.state === 'accepted'
        ? <button type="button" className="btn" onClick={() => setOpen('back')} data-act="take-back">{t('findings.accept.back')}</button>
        : <button type="button" className="btn" onClick={() => setOpen('accept')} data-act="accept"><Hourglass aria-hidden className="i" />{t('findings.accept.act')}</button>}
      {open === 'accept' && <AcceptDialog finding={finding} onClose={() => setOpen(null)} />}
      {open === 'back' && <TakeBackSheet finding={finding} onClose={() => setOpen(null)} />}
    </p>
  );
}

function useKeeps(unit: string) {
  const { may } = useRights(unit);
  return { mayAny: may('edit_plan') || may('edit_resources') };
}
