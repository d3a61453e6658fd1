import { CircleAlert, WifiOff } from 'lucide-react';
import { NoAnswer, Problem } from '../api/problem';
import { useWords, type Words } from '../i18n';
import { Banner } from './Banner';
import { clock } from './format';

/** One sentence for whatever went wrong: the server's own words, or that no answer came and when. */
export function failureWords(error: unknown, t: Words['t'], saving = false): string {
  if (error instanceof NoAnswer) {
    return t(saving ? 'failure.notSaved' : 'failure.noAnswer', { time: clock(error.at) });
  }
  return error instanceof Problem ? error.message : t('failure.other', { detail: String(error) });
}

export function Failure({ error, retry, saving }: { error: unknown; retry?: () => void; saving?: boolean }) {
  const { t } = useWords();
  return (
    <div role="alert">
      <Banner
        tone="dan"
        icon={error instanceof NoAnswer ? WifiOff : CircleAlert}
        action={retry && <button type="button" className="btn s" onClick={retry}>{t('retry')}</button>}
      >
        {failureWords(error, t, saving)}
      </Banner>
    </div>
  );
}

/** A panel waiting for its first answer, or told that none came. */
export function Waiting({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useWords();
  return error ? <Failure error={error} retry={retry} /> : <p className="pad mut" role="status">{t('loading')}</p>;
}
