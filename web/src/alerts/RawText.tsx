import './raw.css';
import { useQuery } from '@tanstack/react-query';
import { FileText } from 'lucide-react';
import { useState } from 'react';
import { BASE, textOf } from '../api/client';
import { useWords } from '../i18n';
import { Waiting } from '../shared/Failure';

/** Enough to see what it is; a file of megabytes would only stop the page. */
const MOST = 64 * 1024;

/** A foreign file as it was received: plain text in a bounded box, read only when it is asked for. */
export function RawText({ path }: { path: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <div className="raw">
      <p className="row wrap">
        <button type="button" className="btn s" aria-expanded={open} onClick={() => setOpen(!open)} data-act="raw"><FileText aria-hidden className="i sm" />{t('alerts.rawShow')}</button>
        <a href={BASE + path} target="_blank" rel="noreferrer" className="sm">{t('alerts.rawOpen')}</a>
      </p>
      {open && <Text path={path} />}
    </div>
  );
}

function Text({ path }: { path: string }) {
  const { t } = useWords();
  const raw = useQuery({ queryKey: ['raw', path], staleTime: Infinity, queryFn: () => textOf(path, MOST) });
  if (!raw.data) return <Waiting error={raw.error} retry={() => void raw.refetch()} />;
  return (
    <>
      <pre className="rawtext" tabIndex={0} role="region" aria-label={t('alerts.rawShow')}>{raw.data.text}</pre>
      {!raw.data.whole && <p className="sm mut">{t('alerts.rawCut')}</p>}
    </>
  );
}
