import { Check, CircleAlert, CircleDashed, Hourglass, MessageSquare, PencilLine } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useWords } from '../../i18n';
import { number } from '../../shared/format';
import { groupsOf, type Part, type PartMark } from '../outline';
import type { Completeness } from '../types';
import { partTitle } from './partWords';

interface Props { parts: Part[]; here: Part | undefined; mark: (part: Part) => PartMark; completeness: Completeness | null | undefined; onGo: (part: Part) => void }

/** The document at a glance: each part with what is missing in it and how many comments wait. */
export function Outline({ parts, here, mark, completeness, onGo }: Props) {
  const { t, lang, loc } = useWords();
  const row = useRef<HTMLButtonElement>(null);
  // The outline follows the part, within its own frame only: the page stays where it is.
  useEffect(() => {
    const frame = row.current?.closest<HTMLElement>('.ped-out');
    if (!frame || !row.current || frame.scrollHeight <= frame.clientHeight) return;
    const [top, height] = [row.current.offsetTop, row.current.offsetHeight];
    if (top < frame.scrollTop + 40 || top + height > frame.scrollTop + frame.clientHeight) frame.scrollTop = top - frame.clientHeight / 2;
  }, [here?.pointer]);
  return (
    <>
      {completeness && (
        <div className="scorebox">
          <p><b className="big">{t('plan.complete.score', { score: number(completeness.score, lang, 0) })}</b></p>
          <span className="prog" role="img" aria-label={t('plan.complete.title')}><i style={{ width: `${Math.max(0, Math.min(100, completeness.score))}%` }} /></span>
          <p className="sm mut">{loc(completeness.sentence)}</p>
        </div>
      )}
      {groupsOf(parts).map(({ group, parts: inGroup }, i) => (
        <section key={i} className="outgroup">
          <h3>{t(`plan.groups.${group}`)}</h3>
          <ol>
            {inGroup.map((part) => (
              <li key={part.pointer}>
                <button type="button" ref={part === here ? row : undefined} aria-current={part === here || undefined} onClick={() => onGo(part)}>
                  <State mark={mark(part)} />
                  <span className="grow">{partTitle(part, t, loc)}</span>
                  <Counts mark={mark(part)} />
                </button>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

function State({ mark }: { mark: PartMark }) {
  const { t } = useWords();
  if (mark.faults > 0) return <CircleAlert className="i sm danger" aria-label={t('plan.mark.fault')} />;
  if (mark.state === 'missing') return <CircleDashed className="i sm miss" aria-label={t('plan.mark.missing')} />;
  if (mark.state === 'stale') return <Hourglass className="i sm stale" aria-label={t('plan.mark.stale')} />;
  if (mark.state === 'complete') return <Check className="i sm okay" aria-label={t('plan.mark.complete')} />;
  return <span className="i sm" aria-hidden />;
}

function Counts({ mark }: { mark: PartMark }) {
  const { t } = useWords();
  return (
    <>
      {mark.edited && <PencilLine className="i sm" aria-label={t('plan.mark.edited')} />}
      {mark.comments > 0 && <span className="cnt" title={t('plan.comments.open', { count: mark.comments })}><MessageSquare aria-hidden size={11} /> {mark.comments}</span>}
      {mark.findings > 0 && mark.worst !== 'low' && <span className={mark.worst === 'high' ? 'cnt hot' : 'cnt warm'} title={t('plan.complete.open', { count: mark.findings })}>{mark.findings}</span>}
    </>
  );
}
