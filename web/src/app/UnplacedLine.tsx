import { ChevronRight, MailQuestion } from 'lucide-react';
import { Link } from 'wouter';
import { useUnplaced } from '../api/queries';
import { useWords } from '../i18n';
import { useSignedIn } from './session/useSignedIn';

/** The way to the reports that found no household, with their number; nothing where none waits. */
export function UnplacedLine() {
  const { t } = useWords();
  const { may } = useSignedIn();
  const count = useUnplaced(may('tick_task')).data?.length ?? 0;
  if (count === 0) return null;
  return (
    <Link href="/bao-cao-cho-xep" className="unplacedline" data-unplaced={count}>
      <MailQuestion aria-hidden className="i" /><b className="grow">{t('app.list.unplaced', { count })}</b><ChevronRight aria-hidden className="i" />
    </Link>
  );
}
