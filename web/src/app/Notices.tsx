import { FlaskConical, LogIn, RadioTower, WifiOff } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { useActivations, useAlerts, useMeta, useSilence, useSources, dataAge } from '../api/queries';
import type { AlertSource } from '../api/types';
import { DemoControls } from '../demo/DemoControls';
import { DrillLine } from '../drills/DrillLine';
import { useWords, type Words } from '../i18n';
import { Banner } from '../shared/Banner';
import { useNow } from '../shared/clock';
import { Failure } from '../shared/Failure';
import { clock, duration, moment } from '../shared/format';
import { useDesktop } from '../shared/media';
import { useLine } from './LiveLine';
import { useAskToSignIn } from './session/SignInProvider';
import { useStanding } from './session/useStanding';

// What waits to be sent, and how old the data is: it comes after the page, and is kept on the device with it.
const FieldLine = lazy(() => import('../offline/FieldLine'));

/** What everybody must know before reading anything else: lost line, silent sources, that this is a demonstration. */
export function Notices({ saidBelow = false }: { /** The page itself says what is open without signing in. */ saidBelow?: boolean }) {
  const { t } = useWords();
  const client = useQueryClient();
  const desktop = useDesktop(); // on a phone the sticky bar says it
  const meta = useMeta();
  const visitor = useStanding() === 'lookup';
  const ask = useAskToSignIn();
  return (
    <section className="notices" aria-label={t('app.notices')}>
      <DrillLine />
      {!visitor && <LostLine />}
      {meta.isError && !meta.data && <Failure error={meta.error} retry={() => void client.invalidateQueries()} />}
      {visitor && !saidBelow && (
        <Banner tone="info" icon={LogIn} action={<button type="button" className="btn s" onClick={() => ask()}>{t('app.session.signIn')}</button>}>
          {t('app.visitor.line')} <Link href="/tra-cuu">{t('app.lookup')}</Link>
        </Banner>
      )}
      {!visitor && <SilentSources />}
      <Suspense fallback={null}><FieldLine /></Suspense>
      {desktop && meta.data?.demonstration && (
        <div className="demoline"><FlaskConical aria-hidden size={14} /><p className="grow">{t('demoBanner')}</p><DemoControls /></div>
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
  const desktop = useDesktop();
  const { sources, known } = useSources();
  const unheard = useSilence().data;
  if (!known) return null;
  const { t } = words;
  const look = <Link href="/nguon-tin" className="nw">{t('app.sources.look')}</Link>;
  if (sources.length === 0) return <Banner tone="warn" icon={RadioTower} action={look}>{t('app.sources.bannerUndeclared')}</Banner>;
  const named = desktop ? NAMED : 1;
  const quiet = sources.filter((source) => source.health.state !== 'speaking');
  const zones = unheard?.zones ?? 0;
  if (quiet.length === 0 && zones === 0) return null;
  return (
    <Banner tone={zones > 0 ? 'dan' : 'warn'} icon={RadioTower} live>
      <b>{t('app.sources.banner')}</b>{' '}
      {zones > 0 && <b data-unheard={zones}>{t('app.sources.bannerZones', { zones, communes: unheard?.communes ?? 0 })} </b>}
      {quiet.slice(0, named).map((source) => silence(source, now, words)).join(' ')}
      {quiet.length > named && ` ${t('app.sources.bannerMore', { count: quiet.length - named })}`} {look}
    </Banner>
  );
}

/** More names than this bury the sentence that matters; on a phone, more than one does. */
const NAMED = 3;

/** Which source does not speak, in which way, and since when. */
function silence({ name, health }: AlertSource, now: Date, { t, lang }: Words): string {
  const lastHeard = health.last_new_alert_at ?? health.last_success_at;
  if (health.state === 'failing') {
    return t('app.sources.bannerFailing', {
      name,
      time: health.last_success_at ? moment(health.last_success_at, now) : t('unknown'),
      count: health.consecutive_failures,
    });
  }
  if (health.state === 'late' && health.data_at) return t('app.sources.bannerLate', { name, time: moment(health.data_at, now) });
  if (health.state !== 'never_heard' && lastHeard) {
    return t('app.sources.bannerSilent', { name, time: moment(lastHeard, now), span: duration(now.getTime() - Date.parse(lastHeard), lang) });
  }
  return t('app.sources.bannerNever', { name });
}
