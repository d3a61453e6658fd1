import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { moment } from '../shared/format';
import { forgetAnswers, keptAnswers, type Kept } from './kept';
import { addressOf } from './question';

/** What was looked up on this device; each opens again, without a network too. */
export function Recent() {
  const { t } = useWords();
  const time = useNow(60_000);
  const [kept, setKept] = useState(keptAnswers);
  if (kept.length === 0) return null;
  const verdict = ({ question, answer }: Kept) => {
    const count = answer.zones.length;
    if (question.kind === 'place') return count > 0 ? t('lookup.recent.hasZones', { count }) : t('lookup.recent.noneThere');
    return count > 0 ? t('lookup.recent.inZones', { count }) : t('lookup.recent.none');
  };
  return (
    <section className="recent" aria-label={t('lookup.recent.title')}>
      <h3>{t('lookup.recent.title')}</h3>
      <ul className="doorlist">
        {kept.slice(0, 6).map((each) => (
          <li key={addressOf(each.question)}>
            <Link href={addressOf(each.question)}>
              <span className="grow"><b>{each.label}</b><small>{verdict(each)} · {t('lookup.recent.at', { time: moment(each.receivedAt, time) })}</small></span>
              <ChevronRight aria-hidden className="i sm" />
            </Link>
          </li>
        ))}
      </ul>
      <button type="button" className="btn" onClick={() => { forgetAnswers(); setKept([]); }}>{t('lookup.recent.forget')}</button>
    </section>
  );
}
