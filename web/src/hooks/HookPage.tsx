import { CircleOff, Pencil, Power, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Webhook } from '../api/webhooks';
import { Office } from '../app/Office';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { Row } from '../shared/ConfirmSheet';
import { Waiting } from '../shared/Failure';
import { longMoment } from '../shared/format';
import { Deliveries } from './Deliveries';
import { COUNTED, useTallies, useWebhooks } from './hookQueries';
import { kindWord } from './KindsShort';
import { grouped } from './kinds';
import { HookMark } from './Marks';
import { RemoveSheet, TurnSheet } from './Sheets';
import { standingOf } from './standing';
import { TallyLines } from './TallyLines';
import { hookAt, HOOKS } from './where';

/** One webhook: where it leads, of what it hears, how its deliveries go, and what can be done about it. */
export function HookPage({ id }: { id: string }) {
  const { t } = useWords();
  const hooks = useWebhooks();
  const hook = hooks.data?.items.find((each) => each.id === id);
  return (
    <Office
      title={hook?.name ?? t('hooks.one')}
      lead={hook && <span className="addr">{hook.url}</span>}
      crumbs={[{ href: HOOKS, name: t('hooks.title') }]}
      act={hook && <Link className="btn" href={`${hookAt(id)}/sua`} data-act="edit"><Pencil aria-hidden className="i" />{t('hooks.edit')}</Link>}
    >
      {!hooks.data && <Waiting error={hooks.error} retry={() => void hooks.refetch()} />}
      {hooks.data && !hook && <div className="emptybox"><p>{t('hooks.gone')}</p><p><Link href={HOOKS} className="btn">{t('hooks.title')}</Link></p></div>}
      {hook && <Loaded hook={hook} />}
    </Office>
  );
}

function Loaded({ hook }: { hook: Webhook }) {
  const { t, lang } = useWords();
  const [, go] = useLocation();
  const { tallies, error } = useTallies([hook]);
  const [sheet, setSheet] = useState<'turn' | 'remove' | null>(null);
  const tally = tallies?.get(hook.id);
  const waiting = tally ? (tally.pending.length >= COUNTED ? t('hooks.more', { count: COUNTED }) : t('hooks.pendingCount', { count: tally.pending.length })) : t('unknown');
  const turn = <button type="button" className="btn" onClick={() => setSheet('turn')} data-act="turn"><Power aria-hidden className="i sm" />{t(hook.enabled ? 'hooks.turnOff' : 'hooks.turnOn')}</button>;
  return (
    <>
      {!hook.enabled && <Banner tone="info" icon={CircleOff} action={turn}>{t('hooks.offBanner')}</Banner>}
      <section className="block" aria-labelledby="hook-facts">
        <header className="row sp top"><h3 id="hook-facts">{t('hooks.facts')}</h3>{hook.enabled && turn}</header>
        <dl className="cya">
          <Row name={t('hooks.state')}>{tally ? <HookMark standing={standingOf(hook, tally)} /> : error ? t('unknown') : t('loading')}</Row>
          {tally && <Row name={t('hooks.last')}><TallyLines id={hook.id} tally={tally} /></Row>}
          <Row name={t('hooks.kinds')}>
            <ul className="kindlist">
              {grouped(hook.kinds).map(({ group, kinds }) => <li key={group}><b>{t(`hooks.group.${group}`)}</b>{kinds.map((kind) => kindWord(kind, t)).join(' · ')}</li>)}
            </ul>
          </Row>
          <Row name={t('hooks.made')}>{longMoment(hook.made_at, lang)}</Row>
        </dl>
      </section>
      <section className="stack">
        <div><h3>{t('hooks.deliveries.title')}</h3><p className="sm mut">{t('hooks.deliveries.lead')}</p></div>
        <Deliveries filter={{ webhook: hook.id, state: '' }} hooks={[hook]} none={<p>{t('hooks.deliveries.none')}</p>} />
      </section>
      <section className="block">
        <header className="row sp top"><div><h3>{t('hooks.removeTitle')}</h3><p className="sm mut">{t('hooks.removeLead')}</p></div><button type="button" className="btn" onClick={() => setSheet('remove')} data-act="remove"><Trash2 aria-hidden className="i sm" />{t('hooks.remove')}</button></header>
      </section>
      {sheet === 'turn' && <TurnSheet hook={hook} onClose={() => setSheet(null)} />}
      {sheet === 'remove' && <RemoveSheet hook={hook} waiting={waiting} onClose={() => setSheet(null)} onDone={() => go(HOOKS)} />}
    </>
  );
}
