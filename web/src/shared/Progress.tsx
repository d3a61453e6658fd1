import type { Count } from '../api/types';
import { useWords } from '../i18n';

/** A bar with its words: “Người 3/9 việc”. The words carry it; the bar is for the eye. */
export function Progress({ label, count }: { label: string; count: Count }) {
  const { t } = useWords();
  const share = count.total === 0 ? 0 : (100 * count.done) / count.total;
  return (
    <div className="progress">
      <span className="row sp"><span>{label}</span><b>{t('checklists.progressWords', { done: count.done, total: count.total })}</b></span>
      <span
        className="prog"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={count.total}
        aria-valuenow={count.done}
      >
        <i className="p-arr" style={{ width: `${share}%` }} />
      </span>
    </div>
  );
}
