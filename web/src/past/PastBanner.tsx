import { History } from 'lucide-react';
import { Link, useLocation, useSearch } from 'wouter';
import { useWords } from '../i18n';
import { dayText } from '../plans/days';
import { withDay } from './day';
import { usePastDay } from './usePastDay';

/** Over everything, on every page that shows a past day: nobody may take it for the present. */
export function PastBanner() {
  const { t } = useWords();
  const day = usePastDay();
  const [at] = useLocation();
  const search = useSearch();
  if (!day) return null;
  return (
    <div className="pastbanner" role="status" data-day={day}>
      <History aria-hidden className="i" />
      <p className="grow"><b>{t('past.banner', { day: dayText(day) })}</b> <span>{t('past.bannerWhat')}</span></p>
      <Link href={withDay(at, search, null)} className="btn s" data-act="today">{t('past.today')}</Link>
    </div>
  );
}
