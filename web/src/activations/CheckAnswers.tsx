import { headlineOf } from '../alerts/headline';
import type { ActivationAct } from '../api/acts';
import type { Activation, ActivationZone } from '../api/types';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { householdsPeople, moment, number } from '../shared/format';
import { LevelChip } from '../shared/LevelChip';
import { Row } from '../shared/ConfirmSheet';
import { propertyWords } from '../shared/property';
import { DemoTag, DrillTag } from '../shared/Tags';
import { counted } from './urgency';
import { ZoneTable } from './ZoneTable';

interface Props { activation: Activation; act: ActivationAct; zones: ActivationZone[] }

/** The answers to check before signing: what will happen, to how many, where, on what ground, and whether it is real. */
export function CheckAnswers({ activation: a, act, zones }: Props) {
  const words = useWords();
  const { t, lang, loc } = words;
  const now = useNow();
  const total = counted(zones);
  const everyZone = zones.length === a.zones.length;
  const sender = a.alert && `${a.alert.sender}, ${moment(a.alert.sent, now)}`;
  return (
    <dl className="cya">
      <Row name={t('activations.dialog.willHappen')}>{willHappen(act, zones.length, t)}</Row>
      <Row name={t('activations.dialog.kind')}>
        <span className="row wrap"><Kind activation={a} /></span>
      </Row>
      <Row name={t('activations.dialog.plan')}>
        {a.plan.title}
        <small>{t('activations.planVersion', { code: a.plan.code, n: a.plan.version_n })} · {a.plan.commune_name} · {loc(a.plan.hazard_name)}</small>
      </Row>
      <Row name={t('activations.dialog.level')}><LevelChip level={a.level} origin /></Row>
      {zones.length > 0 && (
        <>
          <Row name={t('activations.dialog.people')}>
            <b className="big">{householdsPeople(total.households, total.people, lang)}</b>
            {everyZone && <small>{t('activations.dialog.vulnerable', { n: number(a.figures.vulnerable, lang) })}</small>}
          </Row>
          {everyZone && <Row name={t('activations.dialog.property')}>{propertyWords(a.figures.property, words)}</Row>}
          <Row name={t('activations.dialog.zones')}><ZoneTable zones={zones} linked={false} /></Row>
        </>
      )}
      {act === 'close' && (
        <Row name={t('activations.checklists')}>{t('activations.dialog.openTasks', { n: a.figures.tasks_total - a.figures.tasks_done })}</Row>
      )}
      <Row name={t('activations.dialog.ground')}>
        {a.alert ? <>{headlineOf(a.alert, words)}<small>{t(`alerts.msgType.${a.alert.msg_type}`)} · {sender}</small></> : t('activations.noAlert')}
      </Row>
    </dl>
  );
}

function willHappen(act: ActivationAct, count: number, t: ReturnType<typeof useWords>['t']): string {
  switch (act) {
    case 'confirm': return t('activations.dialog.willConfirm', { count });
    case 'decline': return t('activations.dialog.willDecline');
    case 'stand-down': return t('activations.dialog.willStandDown', { count });
    case 'close': return t('activations.dialog.willClose');
  }
}

/** Drill and demonstration are said in words before anything is signed; so is that it is real. */
function Kind({ activation }: { activation: Activation }) {
  const { t } = useWords();
  if (activation.demonstration) return <><DemoTag />{activation.event?.kind === 'drill' && <DrillTag />}<span>{t('activations.dialog.kindDemo')}</span></>;
  if (activation.event?.kind === 'drill') return <><DrillTag /><span>{t('activations.dialog.kindDrill')}</span></>;
  return <b className="danger">{t('activations.dialog.kindReal')}</b>;
}
