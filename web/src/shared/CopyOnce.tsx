import { Check, Copy } from 'lucide-react';
import { useId, useState } from 'react';
import { useWords } from '../i18n';

/** Something shown once: a link, a token. In a field, so that it can also be selected by hand where copying is refused. */
export function CopyOnce({ label, value }: { label: string; value: string }) {
  const { t } = useWords();
  const id = useId();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    const field = document.getElementById(id) as HTMLInputElement | null;
    field?.select();
    try {
      // Missing on plain-http addresses, which communes do use; the selection then serves the older way.
      if (navigator.clipboard) await navigator.clipboard.writeText(value);
      else if (!document.execCommand('copy')) return;
      setCopied(true);
    } catch { /* the field stays selected: Ctrl+C does it */ }
  };
  const Icon = copied ? Check : Copy;
  return (
    <div className="fld">
      <label htmlFor={id}>{label}</label>
      <div className="secretbox">
        <input id={id} className="inp mono" readOnly value={value} onFocus={(event) => event.target.select()} />
        <button type="button" className="btn pri" onClick={() => void copy()} data-act="copy"><Icon aria-hidden className="i sm" />{t(copied ? 'copied' : 'copy')}</button>
      </div>
      <p className="vh" role="status">{copied ? t('copied') : ''}</p>
    </div>
  );
}
