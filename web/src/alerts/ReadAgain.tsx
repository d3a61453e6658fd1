import { useQueryClient } from '@tanstack/react-query';
import { CircleCheck, RefreshCw, RotateCcw, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { readAlertAgain, type ReadAgain as Outcome } from '../api/intake';
import { call } from '../api/client';
import { keys } from '../api/keys';
import type { Alert, TouchedZones } from '../api/types';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { now } from '../shared/clock';
import { Failure } from '../shared/Failure';
import { changesOf, type Change } from './reread';

interface Told extends Outcome { changes: Change[] }

/** Has the bytes of a bulletin read with the program and the settings of today, and says what is understood otherwise. */
export default function ReadAgain({ alert }: { alert: Alert }) {
  const words = useWords();
  const { t } = words;
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<Told | null>(null);
  const [error, setError] = useState<unknown>(null);
  const read = async () => {
    setBusy(true);
    setError(null);
    try {
      const [was, zonesWere] = await both(alert.id);
      const outcome = await readAlertAgain(alert.id);
      if (outcome.outcome !== 'otherwise') setTold({ ...outcome, changes: [] });
      else {
        const [is, zonesAre] = await both(alert.id);
        setTold({ ...outcome, changes: changesOf({ alert: was, zones: zonesWere }, { alert: is, zones: zonesAre }, words, now()) });
        void client.invalidateQueries({ queryKey: keys.alerts });
        void client.invalidateQueries({ queryKey: keys.activations });
      }
      void client.invalidateQueries({ queryKey: keys.audit(alert.id) });
    } catch (reason) {
      setError(reason);
    }
    setBusy(false);
  };
  return (
    <div className="stack" data-reread={told?.outcome ?? ''}>
      <p className="row wrap"><button type="button" className="btn" disabled={busy} onClick={() => void read()} data-act="read-again"><RotateCcw aria-hidden className="i" />{t(busy ? 'alerts.reread.busy' : 'alerts.reread.act')}</button></p>
      <p className="hint">{t('alerts.reread.hint')}</p>
      {error !== null && <Failure error={error} saving />}
      <div role="status">{told && <Outcome of={told} />}</div>
    </div>
  );
}

/** Asked anew and not taken from what is cached: what stands on the screen may be older than what is read again. */
const both = (id: string) => Promise.all([call<Alert>(`/alerts/${id}`), call<TouchedZones>(`/alerts/${id}/zones?limit=1`)]);

function Outcome({ of: { outcome, changes, reasons } }: { of: Told }) {
  const { t, loc } = useWords();
  if (outcome === 'same') return <Banner tone="ok" icon={CircleCheck}><b>{t('alerts.reread.same')}</b></Banner>;
  if (outcome === 'unusable') return <Banner tone="dan" icon={TriangleAlert}><b>{t('alerts.reread.unusable')}</b><ul className="dots">{reasons.map((reason) => <li key={reason.vi}>{loc(reason)}</li>)}</ul></Banner>;
  return (
    <Banner tone="warn" icon={RefreshCw}>
      <b>{t('alerts.reread.otherwise')}</b>
      {changes.length === 0 ? <p>{t('alerts.reread.nothingSeen')}</p> : (
        <dl className="cya changes">{changes.map(({ what, before, after }) => <div key={what}><dt>{what}</dt><dd>{before && <><del><span className="vh">{t('alerts.reread.before')} </span>{before}</del>{' → '}</>}<ins><span className="vh">{t('alerts.reread.after')} </span>{after}</ins></dd></div>)}</dl>
      )}
      <p className="sm">{t('alerts.reread.kept')}</p>
    </Banner>
  );
}
