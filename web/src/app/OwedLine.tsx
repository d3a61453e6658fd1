import { ChevronRight, ClipboardCheck } from 'lucide-react';
import { Link } from 'wouter';
import { useOwedTasks } from '../api/inspections';
import { useWords } from '../i18n';
import { useSignedIn } from './session/useSignedIn';

/** What the own unit has not mended in time after an inspection, with its number; nothing where nothing is late. */
export function OwedLine() {
  const { t } = useWords();
  const { account, may } = useSignedIn();
  const unit = account?.unit_code ?? '';
  const count = useOwedTasks({ unit, overdue: true }, unit !== '' && may('answer_inspection')).data?.items.length ?? 0;
  if (count === 0) return null;
  return (
    <Link href="/kiem-tra/viec" className="unplacedline owedline" data-owed={count}>
      <ClipboardCheck aria-hidden className="i" /><b className="grow">{t('app.list.owed', { count })}</b><ChevronRight aria-hidden className="i" />
    </Link>
  );
}
