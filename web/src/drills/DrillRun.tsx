import './drills.css';
import '../i18n/room';
import { History, LayoutDashboard, Megaphone, Siren } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { ActivationCard } from '../activations/ActivationCard';
import { keys } from '../api/keys';
import { dataAge, useAlerts } from '../api/queries';
import type { DisasterEvent } from '../api/types';
import { Office } from '../app/Office';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { closeEvent } from '../moves/acts';
import { useEvent, useZonesOf } from '../moves/moveQueries';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { useNow } from '../shared/clock';
import { DataAge } from '../shared/DataAge';
import { Waiting } from '../shared/Failure';
import { clock, due, moment } from '../shared/format';
import { DrillTag, Tag } from '../shared/Tags';
import { useToast } from '../shared/Toast';
import { useDrillMessages } from './drillQueries';
import { progressOf, type Told } from './replay';

/** A drill while it runs: which bulletins came and which are to come, what they set going, and its end. */
export default function DrillRun({ id }: { id: string }) {
  const { t, loc } = useWords();
  const now = useNow(60_000);
  const event = useEvent(id);
  const messages = useDrillMessages(id);
  const crumbs = [{ href: '/dien-tap', name: t('drills.title') }];
  if (!event.data) return <Office title={t('drills.title')} crumbs={crumbs}><Waiting error={event.error} retry={() => void event.refetch()} /></Office>;
  const closed = event.data.closed_at;
  return (
    <Office
      title={loc(event.data.name)} crumbs={crumbs} width="text"
      lead={<span className="row wrap"><DrillTag /><span>{t('board.since', { time: moment(event.data.started_at, now) })}</span>{closed && <Tag>{t('board.closedAt', { time: moment(closed, now) })}</Tag>}<DataAge at={dataAge(messages)} /></span>}
      act={closed ? undefined : <End event={event.data} left={messages.data?.filter((message) => message.sent_at === null).length ?? 0} />}
      tools={(
        <div className="filters noprint">
          <Link href={`/dot-thien-tai/${id}`} className="btn" data-act="board"><LayoutDashboard aria-hidden className="i" />{t('board.open')}</Link>
          <Link href={`/dot-thien-tai/${id}/nhin-lai`} className={closed ? 'btn pri' : 'btn'} data-act="review"><History aria-hidden className="i" />{t('drills.review.open')}</Link>
        </div>
      )}
    >
      <section className="block" aria-labelledby="messages-of">
        <h3 id="messages-of">{t('drills.line')}</h3>
        {!messages.data ? <Waiting error={messages.error} retry={() => void messages.refetch()} /> : <Line event={event.data} messages={messages.data} />}
      </section>
      <Responses id={id} />
    </Office>
  );
}

function Line({ event, messages }: { event: DisasterEvent; messages: Parameters<typeof progressOf>[0] }) {
  const { t, lang } = useWords();
  const now = useNow(5_000);
  const { told, sent, next, last } = progressOf(messages);
  const alerts = useAlerts().data ?? [];
  // A message of a drill bears the drill's id and its place in the line.
  const alertOf = (message: Told) => alerts.find((alert) => alert.identifier === `${event.id}-${message.position}`)?.id;
  if (told.length === 0) return <p className="mut">{t('drills.noMessages')}</p>;
  return (
    <>
      <p role="status" data-sent={sent} data-messages={told.length}>
        <b>{t('drills.progress', { sent, count: told.length })}</b>{' '}
        {next ? t('drills.nextAt', { time: clock(next.due_at), left: due(next.due_at, now, lang).words }) : t('drills.allSent')}{' '}
        {next && last && last !== next && t('drills.lastAt', { time: moment(last.due_at, now) })}
      </p>
      <ol className="drillmsgs">
        {told.map((message) => <Message key={message.position} message={message} alertId={alertOf(message)} now={now} />)}
      </ol>
    </>
  );
}

const MSG_TYPES = ['Alert', 'Update', 'Cancel'] as const;
function Message({ message, alertId, now }: { message: Told; alertId: string | undefined; now: Date }) {
  const { t, lang, loc } = useWords();
  const at = message.sent_at ?? message.due_at;
  // A message without a headline goes by CAP's word for its kind.
  const kind = MSG_TYPES.find((type) => type === message.headline.vi);
  const words = kind ? t(`alerts.msgType.${kind}`) : loc(message.headline);
  return (
    <li data-state={message.state}>
      <time dateTime={at}>{moment(at, now)}</time>
      <div>
        <p>{alertId ? <Link href={`/ban-tin/${alertId}`}>{words}</Link> : words}</p>
        <p className="sm">{message.state === 'sent' ? <Tag tone="ok">{t('drills.state.sent')}</Tag> : <Tag tone={message.state === 'next' ? 'strong' : 'plain'}>{t(`drills.state.${message.state}`)} · {due(message.due_at, now, lang).words}</Tag>}</p>
      </div>
    </li>
  );
}

/** What the bulletins set going; those that wait for a decision stand first. */
function Responses({ id }: { id: string }) {
  const { t } = useWords();
  const { activations } = useZonesOf(id);
  const all = [...(activations.data ?? [])].sort((a, b) => Number(b.status === 'proposed') - Number(a.status === 'proposed') || a.plan.commune_name.localeCompare(b.plan.commune_name, 'vi'));
  return (
    <section className="block" aria-labelledby="responses-of" data-responses={all.length}>
      <header className="row sp wrap"><h3 id="responses-of" className="row"><Megaphone aria-hidden className="i" />{t('drills.responses')}</h3>{all.length > 0 && <span className="mut sm">{t('drills.waiting', { count: all.filter((each) => each.status === 'proposed').length })}</span>}</header>
      {!activations.data && <Waiting error={activations.error} retry={() => void activations.refetch()} />}
      {activations.data?.length === 0 && <p className="mut">{t('drills.noResponses')}</p>}
      <ul className="drillacts">{all.map((each) => <li key={each.id}><p className="sm"><b>{each.plan.commune_name}</b></p><ActivationCard activation={each} here={false} markDemo={false} /></li>)}</ul>
    </section>
  );
}

/** Ends a drill in two steps; bulletins that have not come do not come any more. */
function End({ event, left }: { event: DisasterEvent; left: number }) {
  const { t, loc } = useWords();
  const client = useQueryClient();
  const say = useToast();
  const { account, may } = useSignedIn();
  const [asked, setAsked] = useState(false);
  if (!may('confirm_activation')) return null;
  return (
    <>
      <button type="button" className="btn pri noprint" onClick={() => setAsked(true)} data-act="end-drill"><Siren aria-hidden className="i" />{t('drills.end.open')}…</button>
      {asked && (
        <ConfirmSheet
          act={t('drills.end.act', { name: loc(event.name) })} onClose={() => setAsked(false)}
          answers={[
            { name: t('board.kind'), value: <span className="row wrap"><DrillTag />{t('drills.notReal')}</span> },
            { name: t('drills.end.left'), value: left > 0 ? <b>{t('drills.end.leftWhat', { count: left })}</b> : t('drills.end.none') },
            { name: t('board.willHappen'), value: t('drills.end.will') },
            { name: t('board.signer'), value: account?.display_name },
          ]}
          onAct={async () => {
            await closeEvent(event.id);
            for (const queryKey of [keys.events, keys.activations, keys.moves]) void client.invalidateQueries({ queryKey });
            say({ tone: 'done', text: t('drills.end.done') });
          }}
        />
      )}
    </>
  );
}
