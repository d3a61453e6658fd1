import { useShelters } from '../api/queries';
import type { UnplacedReport } from '../api/types';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { moment, number } from '../shared/format';
import { useNamed, useUnit } from './moveQueries';
import { StateChip } from './StateChip';
import type { Sent } from './unplaced';
import { saidWords } from './words';

/** Of whom a report speaks, as it names them, and what it says. */
export function SentWords({ report, sent }: { report: UnplacedReport; sent: Sent }) {
  const words = useWords();
  const { t, lang } = words;
  const shelters = useShelters().data ?? [];
  const named = useNamed(sent).data ?? null;
  const commune = useUnit(sent.commune && /^\d{2,5}$/.test(sent.commune) ? sent.commune : '').data?.name;
  const code = sent.code ?? named?.code ?? null;
  const where = [named?.village ?? sent.village, sent.commune && (commune ?? t('unplaced.commune', { code: sent.commune }))].filter(Boolean).join(', ');
  const who = sent.about === 'group' ? (sent.label ?? t('unplaced.noName'))
    : sent.about === 'task' ? t('unplaced.task')
    : sent.about === 'unread' ? t('unplaced.unread')
    : code ? t('unplaced.household', { code }) + (named?.head ? ` · ${named.head}` : '') : t('unplaced.noName');
  const { state, ...rest } = sent.said;
  const saying = saidWords(rest, named?.property ?? [], shelters, words);
  return (
    <>
      <header className="row wrap"><h3>{who}</h3>{state && <StateChip state={state} />}{where && <span className="mut sm">{where}</span>}</header>
      {(saying || sent.people !== null) && <p>{[sent.people !== null && t('moves.household.people', { n: number(sent.people, lang) }), saying].filter(Boolean).join(' · ')}</p>}
      <SaidBy report={report} />
    </>
  );
}

/** When it happened and came, who said it and from which device. */
function SaidBy({ report: r }: { report: UnplacedReport }) {
  const { t } = useWords();
  const now = useNow(60_000);
  return (
    <p className="sm mut">
      {t('unplaced.by', { who: r.by, time: moment(r.happened_at, now) })}
      {moment(r.received_at, now) !== moment(r.happened_at, now) && <> · {t('moves.history.received', { time: moment(r.received_at, now) })}</>}
      {r.device && <> · {t('moves.conflict.device', { device: r.device })}</>}
    </p>
  );
}
