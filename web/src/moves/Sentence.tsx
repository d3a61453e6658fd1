import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { moment } from '../shared/format';
import { signed } from './board';
import type { EventFigures } from './types';

/** The sentence that goes up by telephone, Zalo or telegram, ready to copy; and what is new since the last report. */
export function Sentence({ of, drill }: { of: EventFigures; drill: boolean }) {
  const { t, loc } = useWords();
  const now = useNow(60_000);
  const [copied, setCopied] = useState(false);
  // Once copied, the sentence stands alone: only its own words can say that it is of a drill.
  const words = (drill ? `${t('drill')}: ` : '') + loc(of.sentence);
  const copy = async () => {
    const field = document.getElementById('sentence') as HTMLTextAreaElement | null;
    field?.select();
    try {
      // Missing on plain-http addresses, which communes do use; the selection then serves the older way.
      if (navigator.clipboard) await navigator.clipboard.writeText(words);
      else if (!document.execCommand('copy')) return;
      setCopied(true);
      setTimeout(() => setCopied(false), 4_000);
    } catch { /* the text stays selected: Ctrl+C does it */ }
  };
  const Icon = copied ? Check : Copy;
  const { change, last_report: last } = of;
  return (
    <section className="block" aria-labelledby="sentence-h">
      <header className="row sp wrap"><h3 id="sentence-h">{t('board.sentence')}</h3><button type="button" className="btn pri noprint" onClick={() => void copy()} data-act="copy"><Icon aria-hidden className="i" />{t(copied ? 'board.copied' : 'board.copy')}</button></header>
      <textarea id="sentence" className="inp sentence" readOnly rows={3} aria-labelledby="sentence-h" value={words} />
      <p className="vh" role="status">{copied ? t('board.copied') : ''}</p>
      {change && last && (
        <p className="sm">{t('board.change', { time: moment(last.as_of, now), households: signed(change.evacuated.households), people: signed(change.evacuated.people), unknown: signed(change.unknown.households), home: signed(change.returned.households) })}</p>
      )}
    </section>
  );
}
