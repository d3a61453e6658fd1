import { CircleAlert, CircleCheck, CloudOff, LogIn, Phone } from 'lucide-react';
import { Link } from 'wouter';
import { useAlertZones } from '../api/queries';
import { useAskToSignIn } from '../app/session/SignInProvider';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { useNow } from '../shared/clock';
import { moment } from '../shared/format';
import { useKinds } from './kinds';
import type { Told } from './outbox';
import { sendWaiting } from './send';

/** What was told on this phone and what became of it; the newest first, those that wait loud. */
export function ToldList({ told, newest }: { told: Told[]; newest: string | null }) {
  const { t } = useWords();
  if (told.length === 0) return null;
  return (
    <section className="stack" aria-label={t('signs.told')}>
      <h3>{t('signs.told')}</h3>
      <ul className="stack" aria-live="polite">{told.map((each) => <li key={each.sign.id}><One told={each} open={each.sign.id === newest} /></li>)}</ul>
    </section>
  );
}

function One({ told, open }: { told: Told; open: boolean }) {
  const { t, loc } = useWords();
  const now = useNow(60_000);
  const kinds = useKinds();
  const what = told.sign.signs.map((code) => loc(kinds.find((kind) => kind.code === code)?.name) || code).join('; ');
  return (
    <article className="block told" data-told={told.state}>
      <div><b>{what}</b><p className="sm mut">{[told.place, t('signs.toldAt', { time: moment(told.toldAt, now) })].filter(Boolean).join(' · ')}</p></div>
      {told.state === 'waiting' && <Waits told={told} />}
      {told.state === 'refused' && <Banner tone="dan" icon={CircleAlert}>{t('signs.refused')} {told.reason}</Banner>}
      {told.state === 'sent' && told.answer && <Sent told={told} open={open} />}
    </article>
  );
}

function Waits({ told }: { told: Told }) {
  const { t } = useWords();
  const ask = useAskToSignIn();
  if (told.needsSignIn) {
    return <Banner tone="warn" icon={LogIn} action={<button type="button" className="btn" onClick={() => ask(undefined, () => void sendWaiting())} data-act="sign-in">{t('app.session.signIn')}</button>}>{t('signs.needsSignIn')}</Banner>;
  }
  return (
    <Banner tone="warn" icon={CloudOff} action={<a href="tel:112" className="btn"><Phone aria-hidden className="i sm" />112</a>}>
      <b>{t('signs.waits')}</b> {t('signs.waitsCall')}
    </Banner>
  );
}

function Sent({ told, open }: { told: Told; open: boolean }) {
  const { t } = useWords();
  const now = useNow(60_000);
  const answer = told.answer;
  const zones = useAlertZones(open ? answer?.id : undefined).data?.zones ?? [];
  if (!answer) return null;
  return (
    <Banner tone="ok" icon={CircleCheck}>
      <b>{t('signs.sent', { time: moment(told.sentAt ?? told.toldAt, now) })}</b>{' '}
      {answer.zones > 0 ? t('signs.touched', { count: answer.zones }) : t('signs.touchedNone')}
      {zones.length > 0 && <>: {zones.slice(0, 8).map((zone, i) => <span key={zone.id}>{i > 0 && ', '}<Link href={`/zones/${zone.id}`}>{zone.code}</Link></span>)}</>}
      <p>{t('signs.confirm')} <Link href={`/ban-tin/${answer.id}`}>{t('signs.see')}</Link></p>
    </Banner>
  );
}
