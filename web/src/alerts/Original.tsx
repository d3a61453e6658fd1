import { lazy, Suspense, useState } from 'react';
import type { Alert } from '../api/types';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords, type Words } from '../i18n';
import { now } from '../shared/clock';
import { moment } from '../shared/format';
import { RawText } from './RawText';

const ReadAgain = lazy(() => import('./ReadAgain'));

/** The bulletin in its sender's words, one language at a time, and the file itself. */
export function Original({ alert }: { alert: Alert }) {
  const { t, lang } = useWords();
  const { may } = useSignedIn();
  const languages = [...new Set(alert.infos.map((info) => info.language ?? ''))];
  const own = languages.find((each) => each.toLowerCase().startsWith(lang)) ?? languages[0] ?? '';
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = chosen ?? own;
  return (
    <details className="sec fold" open>
      <summary><h3>{t('alerts.original')}</h3></summary>
      {languages.length > 1 && (
        <div className="seg3 langs" role="group" aria-label={t('alerts.language')}>
          {languages.map((each) => <button key={each} type="button" aria-pressed={each === shown} onClick={() => setChosen(each)}>{languageName(each, t)}</button>)}
        </div>
      )}
      {alert.infos.filter((info) => (info.language ?? '') === shown).map((info, i) => (
        <div key={i} lang={info.language ?? undefined} className="orig">
          <h4>{info.headline ?? info.event}</h4>
          {info.description && <p className="pre">{info.description}</p>}
          {info.instruction && <p className="pre"><b lang={lang}>{t('alerts.instruction')}:</b> {info.instruction}</p>}
          {info.areas.length > 0 && <p className="sm mut">{info.level && <b>{t('level.noun', { value: String(info.level.value) })}: </b>}{info.areas.map((area) => area.area_desc).filter(Boolean).join('; ')}</p>}
        </div>
      ))}
      <p className="sm mut orig">{alert.identifier}</p>
      {alert.raw?.dropped_at
        ? <p className="sm" data-dropped>{t('alerts.rawDropped', { time: moment(alert.raw.dropped_at, now()), hash: alert.raw.sha256 })}</p>
        : <><RawText path={`/alerts/${alert.id}/raw`} />{(may('manage_sources') || may('report_alert')) && <Suspense><ReadAgain alert={alert} /></Suspense>}</>}
    </details>
  );
}

function languageName(code: string, t: Words['t']): string {
  const short = code.slice(0, 2).toLowerCase();
  return short === 'vi' || short === 'en' ? t(`alerts.languages.${short}`) : t('alerts.languages.other', { code: code || '?' });
}
