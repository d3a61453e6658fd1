import { Printer, Share2 } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../i18n';
import { now } from '../shared/clock';
import { CopyOnce } from '../shared/CopyOnce';
import { longMoment } from '../shared/format';
import { addressOf, type Question } from './question';

/** The answer sent to a neighbour or put on paper. */
export function Outward({ question, what }: { question: Question; what: string }) {
  const { t, lang } = useWords();
  const [link, setLink] = useState(false);
  const address = new URL(addressOf(question), location.href).href;
  const share = async () => {
    // Not on plain-http addresses, and not on every desktop: there the link is shown to be copied.
    if (typeof navigator.share !== 'function') return setLink(true);
    try {
      await navigator.share({ title: t('lookup.title'), text: t('lookup.answer.shareText', { what }), url: address });
    } catch (reason) {
      if (!(reason instanceof DOMException && reason.name === 'AbortError')) setLink(true);
    }
  };
  return (
    <footer className="outward">
      <p className="sm mut">{t('lookup.answer.reference')}</p>
      <div className="noprint acts-2">
        <button type="button" className="btn xl" onClick={() => void share()} data-act="share"><Share2 aria-hidden className="i" />{t('lookup.answer.share')}</button>
        <button type="button" className="btn xl" onClick={() => print()} data-act="print"><Printer aria-hidden className="i" />{t('lookup.answer.print')}</button>
      </div>
      {link && <CopyOnce label={t('lookup.answer.link')} value={address} />}
      <p className="printonly">{t('lookup.answer.printed', { time: longMoment(now(), lang), address })}</p>
    </footer>
  );
}
