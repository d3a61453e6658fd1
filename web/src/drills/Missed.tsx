import { Link } from 'wouter';
import { useWords } from '../i18n';
import type { ReviewedRound } from '../moves/types';
import { number } from '../shared/format';
import { byVillage } from './review';

/** More than this of a zone are read in its list of households. */
const SHOWN = 300;

/** Households by code, zone by zone and village by village: those nobody reached, or those that refused to the end. */
export function Missed({ rounds, kind }: { rounds: ReviewedRound[]; kind: 'unreached' | 'refused' }) {
  const { t, lang } = useWords();
  const idsOf = (round: ReviewedRound) => (kind === 'unreached' ? round.review.never_reached : round.review.refused);
  const missed = rounds.filter((round) => idsOf(round).length > 0);
  const heading = `missed-${kind}`;
  return (
    <section className={`block missedblock ${kind}`} aria-labelledby={heading} data-missed={kind}>
      <h3 id={heading}>{t(`drills.review.${kind}Title`)}</h3>
      {missed.length === 0 && <p>{t(`drills.review.${kind}None`)}</p>}
      {missed.map((round) => {
        const ids = idsOf(round);
        return (
          <div key={round.checklist_id} className="missedzone">
            <h4><b>{round.zone.code}</b> {round.zone.name} <span className={kind === 'unreached' ? 'tag unk' : 'tag'}>{t('moves.list.shown', { count: ids.length })}</span></h4>
            <dl>
              {byVillage(round, ids.slice(0, SHOWN)).map(({ village, households }) => (
                <div key={village}>
                  <dt>{village}</dt>
                  <dd><ul className="codes-of">{households.map((each) => <li key={each.id}><Link href={`/di-doi/${round.activation_id}/ho/${each.id}?vung=${round.checklist_id}`}><b>{each.code || each.label}</b>{each.head && ` ${each.head}`}</Link>{each.reason && <small>“{each.reason}”</small>}</li>)}</ul></dd>
                </div>
              ))}
            </dl>
            {ids.length > SHOWN && <p><Link href={`/di-doi/${round.activation_id}?vung=${round.checklist_id}`}>{t('drills.review.moreHouseholds', { n: number(ids.length - SHOWN, lang) })}</Link></p>}
          </div>
        );
      })}
    </section>
  );
}
