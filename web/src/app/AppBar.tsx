import { ALargeSmall, FlaskConical, Languages, LogIn, LogOut, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useActivations, useAlerts, useEvents, useMeta, useSources } from '../api/queries';
import type { GivenLevel } from '../api/types';
import { changeLanguage, useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { clock, date } from '../shared/format';
import { LevelChip } from '../shared/LevelChip';
import { levelRank } from '../shared/levels';
import { DrillTag } from '../shared/Tags';
import { useAskToLeave, useAskToSignIn } from './session/SignInProvider';
import { useSignedIn } from './session/useSignedIn';
import { useStanding } from './session/useStanding';
import { useLine } from './LiveLine';
import { darkNow, largeNow, setDark, setLarge } from './theme';

export function AppBar({ compact }: { compact: boolean }) {
  const { t } = useWords();
  const demonstration = useMeta().data?.demonstration ?? false;
  const visitor = useStanding() === 'lookup'; // of events and sources nothing is known to them
  return (
    <header className={compact ? 'bar compact' : 'bar'}>
      <h1 className="brand"><Link href="/">{t('brand')}{!compact && <small>{t('brandLine')}</small>}</Link></h1>
      {!visitor ? <EventName /> : !compact && <span className="grow" />}
      {!compact && !visitor && <SourcesDot />}
      {!compact && <Clock />}
      {/* The phone is read in one language at a time: there the switch lives under “Thông tin”. */}
      {!compact && <Switches />}
      <User compact={compact} />
      {compact && demonstration && <p className="demoline"><FlaskConical aria-hidden size={14} />{t('demoTag')}</p>}
    </header>
  );
}

function EventName() {
  const { t, loc } = useWords();
  const open = (useEvents().data ?? []).filter((event) => event.closed_at === null);
  const event = open.find((each) => each.kind === 'real') ?? open[0]; // a drill never hides what is real
  return (
    <div className="ev" aria-label={t('app.event.label')} role="group">
      {event ? <Link href={`/dot-thien-tai/${event.id}`} className="cut" title={loc(event.name)}><b>{loc(event.name)}</b></Link> : <span className="cut mutbar">{t('app.event.none')}</span>}
      {open.length > 1 && <small title={t('app.event.more', { count: open.length - 1 })}><span aria-hidden>+{open.length - 1}</span><span className="vh">{t('app.event.more', { count: open.length - 1 })}</span></small>}
      {event?.kind === 'drill' && <DrillTag />}
      <HighestLevel drills={event?.kind === 'drill'} />
    </div>
  );
}

/** The gravest level now in effect, from bulletins and from responses under way; that of a drill never beside a real event. */
function HighestLevel({ drills }: { drills: boolean }) {
  const alerts = (useAlerts().data ?? []).filter((alert) => (alert.state === 'current' || alert.state === 'upcoming') && (drills || alert.status !== 'Exercise'));
  const activations = (useActivations().data ?? []).filter((a) => (a.status === 'active' || a.status === 'proposed') && (drills || a.event?.kind !== 'drill'));
  const levels = [...alerts, ...activations].map((x) => x.level).filter((l): l is GivenLevel => l?.value.scale === 'disaster_risk');
  levels.sort((a, b) => levelRank(b.value) - levelRank(a.value) || Number(b.official) - Number(a.official));
  return levels[0] ? <LevelChip level={levels[0]} /> : null;
}

export function SourcesDot() {
  const { t } = useWords();
  const line = useLine();
  const { sources, known } = useSources();
  const bad = sources.filter((source) => source.health.state !== 'speaking').length;
  const words = !known ? t('app.sources.asking')
    : sources.length === 0 ? t('app.sources.none')
    : bad === 0 ? t('app.sources.allSpeaking', { count: sources.length })
    : t('app.sources.someSilent', { silent: bad, total: sources.length });
  const dot = sources.length === 0 || bad === sources.length ? 'dot dead' : bad > 0 ? 'dot late' : 'dot';
  return (
    <Link href="/nguon-tin" className="two src">
      <span className="row"><i className={dot} aria-hidden />{words}</span>
      <small>{line.state === 'open' ? t('app.live.on') : line.state === 'lost' ? t('app.live.off') : t('app.live.connecting')}</small>
    </Link>
  );
}

function Clock() {
  const { t } = useWords();
  const now = useNow(1_000);
  return (
    <div className="clock two" title={t('app.clock')}>
      <b>{clock(now)}</b>
      <small>{date(now)} · UTC+7</small>
    </div>
  );
}

export function Switches() {
  const { t, lang } = useWords();
  const [dark, setDarkShown] = useState(darkNow);
  const toggle = () => { setDark(!dark); setDarkShown(!dark); };
  const Icon = dark ? Sun : Moon;
  return (
    <div className="switches">
      <button type="button" className="barb" onClick={() => void changeLanguage(lang === 'vi' ? 'en' : 'vi')} lang={lang === 'vi' ? 'en' : 'vi'} aria-label={t('app.languageLabel')} data-act="language">
        <Languages aria-hidden className="i" />{t('app.language')}
      </button>
      <button type="button" className="barb" onClick={toggle} data-act="theme">
        <Icon aria-hidden className="i" />{t(dark ? 'app.theme.light' : 'app.theme.dark')}
      </button>
    </div>
  );
}

/** Larger letters everywhere; apart from the bar of a desk, which has no room for a third switch. */
export function TypeSwitch() {
  const { t } = useWords();
  const [large, setLargeShown] = useState(largeNow);
  const toggle = () => { setLarge(!large); setLargeShown(!large); };
  return <button type="button" className="btn" onClick={toggle} data-act="type"><ALargeSmall aria-hidden className="i" />{t(large ? 'app.type.normal' : 'app.type.large')}</button>;
}

function User({ compact }: { compact: boolean }) {
  const { t } = useWords();
  const { account } = useSignedIn();
  const ask = useAskToSignIn();
  const leave = useAskToLeave();
  if (!account) {
    return <div className="user"><button type="button" className="barb" onClick={() => ask()} data-act="sign-in"><LogIn aria-hidden className="i" />{t('app.session.signIn')}</button></div>;
  }
  return (
    <div className="user">
      <Link href="/account" className="two" title={t('app.nav.own')}><b className="cut">{account.display_name}</b>{!compact && <small className="cut">{account.unit_name ?? t(`role.${account.role}`)}</small>}</Link>
      <button type="button" className="barb" onClick={leave} aria-label={t('app.session.signOut')} title={t('app.session.signOut')}><LogOut aria-hidden className="i" /></button>
    </div>
  );
}
