import { FlaskConical, LogIn, RadioTower, WifiOff } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { useActivations, useAlerts, useMeta, useSources, dataAge, type Source } from '../api/queries';
import { DemoControls } from '../demo/DemoControls';
import { useWords, type Words } from '../i18n';
import { Banner } from '../shared/Banner';
import { useNow } from '../shared/clock';
import { Failure } from '../shared/Failure';
import { clock, duration, moment } from '../shared/format';
import { useDesktop } from '../shared/media';
import { useLine } from './LiveLine';
import { useAskToSignIn } from './session/SignInProvider';
import { useSignedIn } from './session/useSignedIn';

/** What everybody must know before reading anything else: lost line, silent sources, that this is a demonstration. */
export function Notices() {
  const { t } = useWords();
  const client = useQueryClient();
  const desktop = useDesktop(); // on a phone the sticky bar says it
  const meta = useMeta();
  const { account } = useSignedIn();
  const ask = useAskToSignIn();
  return (
    <section className="notices" aria-label={t('app.notices')}>
      <LostLine />
      {meta.isError && <Failure error={meta.error} retry={() => void client.invalidateQueries()} />}
      {meta.data?.anonymous === 'lookup_only' && !account && (
        <Banner tone="info" icon={LogIn} action={<button type="button" className="btn s" onClick={() => ask()}>{t('app.session.signIn')}</button>}>
          {t('app.lookupOnly')} <Link href="/tra-cuu">{t('app.lookup')}</Link>
        </Banner>
      )}
      <SilentSources />
      {desktop && meta.data?.demonstration && (
        <div className="demoline"><FlaskConical aria-hidden size={14} /><p className="grow cut">{t('demoBanner')}</p><DemoControls /></div>
      )}
    </section>
  );
}

function LostLine() {
  const { t } = useWords();
  const line = useLine();
  const age = dataAge(useAlerts(), useActivations());
  if (line.state !== 'lost') return null;
  return (
    <Banner tone="dan" icon={WifiOff} live>
      <b>{t('app.live.lost', { time: clock(line.since) })}</b> {age && t('app.live.lostAge', { time: clock(age) })}
    </Banner>
  );
}

function SilentSources() {
  const words = useWords();
  const now = useNow(60_000);
  const { sources, known } = useSources();
  if (!known) return null;
  if (sources.length === 0) return <Banner tone="warn" icon={RadioTower}>{words.t('app.sources.bannerUndeclared')}</Banner>;
  return sources.map((source) => {
    const text = silence(source, now, words);
    return text && <Banner key={source.source.id} tone="warn" icon={RadioTower} live>{text}</Banner>;
  });
}

/** The sentence for a source that does not speak; null for one that does, or whose health is not known yet. */
function silence({ source, health }: Source, now: Date, { t, lang }: Words): string | null {
  if (!health || health.state === 'speaking') return null;
  const lastHeard = health.last_new_alert_at ?? health.last_success_at;
  if (health.state === 'failing') {
    return t('app.sources.bannerFailing', {
      name: source.name,
      time: health.last_success_at ? moment(health.last_success_at, now) : t('unknown'),
      count: health.consecutive_failures,
    });
  }
  if (health.state === 'late' && health.data_at) {
    return t('app.sources.bannerLate', { name: source.name, time: moment(health.data_at, now) });
  }
  if (health.state === 'silent' && lastHeard) {
    return t('app.sources.bannerSilent', { name: source.name, span: duration(now.getTime() - Date.parse(lastHeard), lang) });
  }
  return t('app.sources.bannerNever', { name: source.name });
}
