import './inbox.css';
import { CircleHelp, MapPinned } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { Row } from '../shared/ConfirmSheet';
import { dataAge, useActivations, useAlert, useAlertZones } from '../api/queries';
import type { Alert } from '../api/types';
import { usePageTitle } from '../app/pageTitle';
import { useWords } from '../i18n';
import { MapPane } from '../map/MapPane';
import { Banner } from '../shared/Banner';
import { useNow } from '../shared/clock';
import { DataAge } from '../shared/DataAge';
import { Waiting } from '../shared/Failure';
import { moment } from '../shared/format';
import { LevelChip } from '../shared/LevelChip';
import { useDesktop } from '../shared/media';
import { Tag } from '../shared/Tags';
import { capWord } from './capWords';
import { Chain } from './Chain';
import { Decisions } from './Decisions';
import { headlineOf } from './headline';
import { Original } from './Original';

export default function AlertPanel({ id }: { id: string }) {
  const alert = useAlert(id);
  if (!alert.data) return <Waiting error={alert.error} retry={() => void alert.refetch()} />;
  return <AlertDetail alert={alert.data} age={dataAge(alert)} />;
}

function AlertDetail({ alert: a, age }: { alert: Alert; age: Date | null }) {
  const words = useWords();
  const { t, loc } = words;
  usePageTitle(headlineOf(a, words));
  return (
    <article className="panelbody" data-alert={a.id}>
      <header className="sec head">
        <p className="eyebrow row sp"><span>{t('alerts.one')} · {t(`alerts.msgType.${a.msg_type}`)}</span><DataAge at={age} /></p>
        <h2>{headlineOf(a, words)}</h2>
        <p className="row wrap">
          <LevelChip level={a.level} origin />
          <Tag tone={a.state === 'current' ? 'strong' : 'plain'}>{t(`alerts.state.${a.state}`)}</Tag>
          {a.typed && <Tag>{t(`alerts.typedAs.${a.typed}`)}</Tag>}
          {a.status !== 'Actual' && <Tag tone="warn">{t(`alerts.status.${a.status}`)}</Tag>}
        </p>
      </header>
      {a.unlisted_at && a.state !== 'ended_by_absence' && <Unlisted at={a.unlisted_at} />}
      {a.place === 'unknown' && <Banner tone="warn" icon={CircleHelp}>{t('alerts.placeUnknown')}</Banner>}
      <Facts alert={a} />
      <Times alert={a} />
      <OnMap alert={a} />
      <section className="sec"><h3>{t('alerts.chain')}</h3><Chain chain={a.chain} hereId={a.id} /></section>
      <ItsActivations alertId={a.id} chain={a.chain.map((link) => link.id)} />
      <Decisions alertId={a.id} />
      {a.remarks.length > 0 && (
        <section className="sec"><h3>{t('alerts.remarks')}</h3><ul className="dots">{a.remarks.map((remark) => <li key={remark.vi}>{loc(remark)}</li>)}</ul></section>
      )}
      <Original alert={a} />
    </article>
  );
}

function Unlisted({ at }: { at: string }) {
  const { t } = useWords();
  const now = useNow(60_000);
  return <Banner tone="warn" icon={CircleHelp}>{t('alerts.unlisted', { time: moment(at, now) })}</Banner>;
}

/** What, from whom, how sure, where: each that was concluded and not read stands with its ground. */
function Facts({ alert: a }: { alert: Alert }) {
  const { t, loc } = useWords();
  const zones = useAlertZones(a.id).data;
  return (
    <dl className="cya sec">
      <Row name={t('alerts.who')}>{a.sender_name ?? a.sender}{a.sender_name && <small>{a.sender}</small>}</Row>
      <Row name={t('alerts.source')}>{a.source_name ?? a.source_code ?? t(a.typed ? `alerts.typedAs.${a.typed}` : 'alerts.noSource')}</Row>
      <Row name={t('alerts.what')}>
        {a.hazard_name ? loc(a.hazard_name) : <Tag tone="unknown">{t('alerts.hazardUnknown')}</Tag>}
        {a.event && a.event.toLowerCase() !== loc(a.hazard_name).toLowerCase() && <small>{a.event}</small>}
        {a.hazard_ground && <small>{t('alerts.ground')}: {loc(a.hazard_ground)}</small>}
      </Row>
      <Row name={t('alerts.levelNamed')}>
        <LevelChip level={a.level} origin />
        {a.level?.ground && <small className="block-s">{t('alerts.ground')}: {loc(a.level.ground)}</small>}
        {a.level?.offered && <small className="block-s">{loc(a.level.offered.ground)}</small>}
      </Row>
      {(['severity', 'certainty', 'urgency'] as const).map((kind) => a[kind] && <Row key={kind} name={t(`alerts.${kind}`)}>{capWord(kind, a[kind], t)}</Row>)}
      <Row name={t('alerts.where')}>
        {a.area_desc || (a.place === 'unknown' && <Tag tone="unknown">{t('unknown')}</Tag>)}
        {zones && <small>{zones.total > 0 ? t('alerts.touched', { count: zones.total }) : t('alerts.touchedNone')}{zones.total > 0 && zones.total <= 8 && `: ${zones.zones.map((z) => z.code).join(', ')}`}</small>}
      </Row>
      <Row name={t('alerts.signature')}>{t(!a.signed ? 'alerts.unsigned' : a.signature_verified ? 'alerts.signedVerified' : 'alerts.signedUnverified')}</Row>
    </dl>
  );
}

function Times({ alert: a }: { alert: Alert }) {
  const { t } = useWords();
  const now = useNow(60_000);
  const from = a.onset ?? a.effective;
  return (
    <section className="sec">
      <h3>{t('alerts.times')}</h3>
      <dl className="cya">
        <Row name={t('alerts.sentLong')}>{moment(a.sent, now)}</Row>
        <Row name={t('alerts.received')}>{moment(a.received_at, now)}</Row>
        {from && <Row name={t('alerts.from')}>{moment(from, now)}</Row>}
        <Row name={t('alerts.until')}>
          {a.expires ? moment(a.expires, now) : <Tag tone="unknown">{t('alerts.expiresUnknown')}</Tag>}
          {a.expires && a.expires_assumed && <small>{t('alerts.assumed')}</small>}
        </Row>
      </dl>
    </section>
  );
}

/** Beside the panel on a desktop stands the map; on a phone it comes when it is asked for, because it is heavy. */
function OnMap({ alert: a }: { alert: Alert }) {
  const { t } = useWords();
  const desktop = useDesktop();
  const [open, setOpen] = useState(false);
  if (desktop || !a.geometry) return null;
  return (
    <section className="sec">
      <button type="button" className="btn xl" aria-expanded={open} onClick={() => setOpen(!open)} data-act="map"><MapPinned aria-hidden className="i" />{t('alerts.showMap')}</button>
      {open && <div className="panelmap"><MapPane selected={{ alertId: a.id }} /></div>}
    </section>
  );
}

/** The activations that this bulletin, or an earlier one of its chain, brought about. */
function ItsActivations({ alertId, chain }: { alertId: string; chain: (string | null)[] }) {
  const { t } = useWords();
  const ids = new Set([alertId, ...chain]);
  const found = (useActivations().data ?? []).filter((a) => a.alert && ids.has(a.alert.id));
  if (found.length === 0) return null;
  return (
    <details className="sec fold" open={found.length <= 2}>
      <summary><h3>{t('alerts.proposalsFrom')} <span className="cnt">{found.length}</span></h3></summary>
      <ul className="links">
        {found.map((a) => <li key={a.id}><Link href={`/activations/${a.id}`}>{a.plan.title}</Link> <Tag tone={a.status === 'proposed' ? 'warn' : 'plain'}>{t(`activations.status.${a.status}`)}</Tag></li>)}
      </ul>
    </details>
  );
}
