import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import type { ActivationAct } from '../api/acts';
import type { Activation } from '../api/types';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { clock, due } from '../shared/format';
import { ActDialog } from './ActDialog';
import { pendingWords } from './actWords';
import { toOpen, toStandDown } from './urgency';

/** What a person can decide about an activation now. The awaited decision is the loudest thing on the screen. */
export function Decide({ activation }: { activation: Activation }) {
  const [act, setAct] = useState<ActivationAct | null>(null);
  return (
    <>
      {activation.status === 'proposed' && <Proposed activation={activation} onAct={setAct} />}
      {activation.status === 'active' && <Pending activation={activation} onAct={setAct} />}
      {act && <ActDialog activation={activation} act={act} onClose={() => setAct(null)} />}
    </>
  );
}

interface Props { activation: Activation; onAct: (act: ActivationAct) => void }

function Proposed({ activation: a, onAct }: Props) {
  const { t, lang } = useWords();
  const now = useNow();
  return (
    <div className="decide">
      {a.escalate_at && !a.escalated_at && (
        <p className="sm"><b>{t('activations.escalate', { time: clock(a.escalate_at), left: due(a.escalate_at, now, lang).words })}</b></p>
      )}
      {a.escalated_at && <p className="sm"><b>{t('activations.escalated', { time: clock(a.escalated_at) })}</b></p>}
      <div className="row">
        <button type="button" className="btn xl dan grow" onClick={() => onAct('confirm')} data-act="review">{t('activations.review')}</button>
        <button type="button" className="btn xl" onClick={() => onAct('decline')} data-act="review-decline">{t('activations.declineOpen')}</button>
      </div>
    </div>
  );
}

/** What a newer bulletin left for a person to decide, while the work goes on. */
function Pending({ activation: a, onAct }: Props) {
  const words = useWords();
  const { t, loc } = words;
  const [open, standDown] = [toOpen(a).length, toStandDown(a).length];
  if (open === 0 && standDown === 0) return null;
  return (
    <div className="decide" role="group" aria-label={t('activations.pending.title')}>
      <p className="row top">
        <CircleAlert aria-hidden className="i" />
        <span>
          <b>{t('activations.pending.title')}: {pendingWords(a, open, standDown, words)}</b>
          {a.pending.words && <><br />{loc(a.pending.words)}</>}
          <br /><span className="sm">{t('activations.pending.keep')}</span>
        </span>
      </p>
      <div className="stack">
        {open > 0 && <button type="button" className="btn xl dan" onClick={() => onAct('confirm')} data-act="review">{t('activations.pending.reviewOpen', { count: open })}</button>}
        {standDown > 0 && <button type="button" className="btn xl pri" onClick={() => onAct('stand-down')} data-act="review-stand-down">{t('activations.pending.reviewStandDown', { count: standDown })}</button>}
      </div>
    </div>
  );
}

/** Closing is rare and quiet: it stands at the end of the panel, not beside the work. */
export function CloseActivation({ activation }: { activation: Activation }) {
  const { t } = useWords();
  const [asked, setAsked] = useState(false);
  if (activation.status !== 'active' && activation.status !== 'stood_down') return null;
  return (
    <div className="sec">
      <button type="button" className="btn s" onClick={() => setAsked(true)}>{t('activations.closeOpen')}</button>
      {asked && <ActDialog activation={activation} act="close" onClose={() => setAsked(false)} />}
    </div>
  );
}
