import { CircleSlash2 } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { headlineOf } from '../alerts/headline';
import { dataAge, useActivation, useChecklistsOf } from '../api/queries';
import type { Activation } from '../api/types';
import { ChecklistRow } from '../checklists/ChecklistRow';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { useNow } from '../shared/clock';
import { DataAge } from '../shared/DataAge';
import { Waiting } from '../shared/Failure';
import { householdsPeople, moment, number } from '../shared/format';
import { LevelChip } from '../shared/LevelChip';
import { propertyWords } from '../shared/property';
import { DrillTag } from '../shared/Tags';
import { AuditLines } from './AuditLines';
import { CloseActivation, Decide } from './Decide';
import { Reasons, useGrouped } from './Reasons';
import { ZoneTable } from './ZoneTable';

// Not needed to decide: the move, its papers and widening come with a response that runs.
const ActivationMoves = lazy(() => import('../moves/ActivationMoves'));

export function ActivationPanel({ id }: { id: string }) {
  const activation = useActivation(id);
  if (!activation.data) return <Waiting error={activation.error} retry={() => void activation.refetch()} />;
  return <ActivationDetail activation={activation.data} age={dataAge(activation)} />;
}

function ActivationDetail({ activation: a, age }: { activation: Activation; age: Date | null }) {
  const { t } = useWords();
  const grouped = useGrouped();
  const { loc } = useWords();
  const proposed = a.status === 'proposed';
  const begun = a.status === 'active' || a.status === 'stood_down' || a.status === 'closed';
  return (
    <article className="panelbody" data-activation={a.id} data-status={a.status}>
      <Head activation={a} age={age} />
      {a.status === 'lapsed' && <Banner tone="info" icon={CircleSlash2}>{t('activations.lapsed')}</Banner>}
      <Decide activation={a} />
      <Figures activation={a} />
      {begun && <Suspense fallback={null}><ActivationMoves activation={a} /></Suspense>}
      {begun && <Checklists activation={a} />}
      <Reasons title={t('activations.why')} reasons={grouped(a.zones.map((z) => ({ words: loc(z.reason), about: z.code })))} />
      <Reasons
        against
        title={t('activations.whyNot')}
        reasons={grouped(a.against.map((x) => ({ words: loc(x.reason), about: [x.code, x.name].filter(Boolean).join(' ') })))}
        empty={proposed ? t('activations.noAgainst') : undefined}
      />
      {proposed || a.status === 'declined' || a.status === 'lapsed'
        ? <section className="sec"><h3>{t('activations.zones')}</h3><ZoneTable zones={a.zones} states={proposed} /></section>
        : null}
      <Ground activation={a} />
      <AuditLines subject={a.id} />
      <CloseActivation activation={a} />
    </article>
  );
}

function Head({ activation: a, age }: { activation: Activation; age: Date | null }) {
  const { t, loc } = useWords();
  const now = useNow(30_000);
  return (
    <header className="sec head">
      <p className="eyebrow row sp"><span>{a.status === 'proposed' ? t('activations.proposal') : `${t('activations.activation')} · ${t(`activations.status.${a.status}`)}`}</span><DataAge at={age} /></p>
      <h2>{a.plan.title}</h2>
      <p className="row wrap"><LevelChip level={a.level} origin />{a.event?.kind === 'drill' && <DrillTag />}</p>
      <p className="sm mut">{a.plan.commune_name} · {loc(a.plan.hazard_name)} · {t('activations.planVersion', { code: a.plan.code, n: a.plan.version_n })}{a.event && <> · {loc(a.event.name)}</>}</p>
      {a.decided_by && a.decided_at && <p className="sm">{t('activations.decidedBy', { who: a.decided_by, time: moment(a.decided_at, now) })}{a.decision_remark && <><br /><span className="mut">{t('activations.remark')}: {a.decision_remark}</span></>}</p>}
    </header>
  );
}

/** People and property side by side, as hộ/khẩu and with what is vulnerable. */
function Figures({ activation: a }: { activation: Activation }) {
  const words = useWords();
  const { t, lang } = words;
  return (
    <dl className="pair">
      <div><dt>{t('activations.people')}</dt><dd><b className="big">{householdsPeople(a.figures.households, a.figures.people, lang)}</b><small>{t('activations.zonesCount', { count: a.figures.zones })} · {t('activations.dialog.vulnerable', { n: number(a.figures.vulnerable, lang) })}</small></dd></div>
      <div><dt>{t('activations.property')}</dt><dd><small>{propertyWords(a.figures.property, words)}</small></dd></div>
    </dl>
  );
}

function Checklists({ activation }: { activation: Activation }) {
  const { t } = useWords();
  const checklists = useChecklistsOf(activation.id);
  const rows = [...(checklists.data ?? [])].sort((a, b) => b.overdue - a.overdue || a.zone.code.localeCompare(b.zone.code, 'vi'));
  return (
    <section className="sec" aria-labelledby="checklists-of">
      <h3 id="checklists-of">{t('activations.checklists')}</h3>
      {!checklists.data && <Waiting error={checklists.error} retry={() => void checklists.refetch()} />}
      {checklists.data?.length === 0 && <p className="sm mut">{t('activations.noChecklists')}</p>}
      <ul className="cls">
        {rows.map((checklist) => (
          <ChecklistRow key={checklist.id} checklist={checklist} zoneState={activation.zones.find((z) => z.checklist_id === checklist.id || z.zone_id === checklist.zone.id)?.state} />
        ))}
      </ul>
    </section>
  );
}

function Ground({ activation: a }: { activation: Activation }) {
  const words = useWords();
  const { t } = words;
  const now = useNow(60_000);
  return (
    <section className="sec">
      <h3>{t('activations.fromAlert')}</h3>
      {a.alert
        ? <p className="sm"><Link href={`/ban-tin/${a.alert.id}`}>{headlineOf(a.alert, words)}</Link><br /><span className="mut">{t(`alerts.msgType.${a.alert.msg_type}`)} · {a.alert.sender} · {moment(a.alert.sent, now)}</span></p>
        : <p className="sm">{t('activations.noAlert')}</p>}
    </section>
  );
}
