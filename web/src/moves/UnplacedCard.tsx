import { Archive, ArrowRightFromLine, Undo2 } from 'lucide-react';
import type { UnplacedReport } from '../api/types';
import { useWords } from '../i18n';
import { Tag } from '../shared/Tags';
import { SentWords } from './SentWords';
import { laidOut, placeable, readSent } from './unplaced';

interface Props { report: UnplacedReport; takenBack: boolean; /** The reports of the list. */ here: ReadonlySet<string>; onPlace: () => void; onSetAside: () => void }

/** A report in words: of whom, what, who and when, and why it found no place; the text itself behind a disclosure. */
export function UnplacedCard({ report: r, takenBack, here, onPlace, onSetAside }: Props) {
  const { t, loc } = useWords();
  const sent = readSent(r.sent);
  // What takes back a report of this list has nothing to take back in any household.
  const slipHere = here.has(sent.said.takes_back ?? '');
  const toPlace = placeable(sent) && !slipHere;
  return (
    <article className="block unplacedcard" data-report-unplaced={r.id} data-about={sent.about}>
      <SentWords report={r} sent={sent} />
      {takenBack && <p><Tag tone="warn"><Undo2 aria-hidden size={12} />{t('unplaced.takenBack')}</Tag></p>}
      <p className="why-not"><b>{t('unplaced.why')}</b> {loc(r.reason) || t('unplaced.noReason')}</p>
      {sent.odd && <p className="sm">{t('unplaced.odd')}</p>}
      {!toPlace && <p className="sm">{t(slipHere ? 'unplaced.slipHere' : `unplaced.only.${sent.about}`)}</p>}
      <details><summary>{t('unplaced.raw')}</summary><pre className="rawtext" tabIndex={0} aria-label={t('unplaced.raw')}>{laidOut(r.sent)}</pre></details>
      <div className="acts-row">
        {toPlace && <button type="button" className="btn pri" onClick={onPlace} data-act="place"><ArrowRightFromLine aria-hidden className="i" />{t('unplaced.place')}…</button>}
        <button type="button" className="btn" onClick={onSetAside} data-act="set-aside"><Archive aria-hidden className="i" />{t('unplaced.setAside')}…</button>
      </div>
    </article>
  );
}
