import { GitFork, Scale } from 'lucide-react';
import { useState } from 'react';
import { useShelters } from '../api/queries';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { Field } from '../shared/Field';
import { moment, number } from '../shared/format';
import { Stepper } from './Stepper';
import { clean } from './say';
import type { Conflict, ConflictWord, Destination, Difference, Relocation, Report, Said } from './types';
import type { Saying } from './useMoveOutbox';
import { destinationWords, deviceOf, placeWords } from './words';

interface Props { record: Relocation & { reports?: Report[] }; onSay: ((saying: Saying) => void) | null }

/** Two words that stand against each other, side by side, with who and when. A person settles it; both are kept. */
export function Conflicts({ record, onSay }: Props) {
  return record.conflicts.map((conflict) => <OneConflict key={conflict.field} record={record} conflict={conflict} onSay={onSay} />);
}

function OneConflict({ record, conflict, onSay }: Props & { conflict: Conflict }) {
  const words = useWords();
  const { t, lang } = words;
  const now = useNow(60_000);
  const shelters = useShelters().data ?? [];
  const { field } = conflict;
  const [other, setOther] = useState<number | null>(null);
  const code = record.code || (record.label ?? '');
  const valueWords = (value: number | Destination) => (typeof value === 'number' ? t('moves.household.people', { n: number(value, lang) }) : destinationWords(value, shelters, words));
  const settle = (value: number | Destination) => {
    const said: Said = typeof value === 'number' ? { [field]: value } : { destination: value };
    onSay?.({ said, words: t('moves.conflict.done', { value: valueWords(value), code }) });
  };
  const from = (word: ConflictWord) => placeWords(deviceOf(word, record.reports), words);
  const name = t(`moves.countName.${field}`);
  return (
    <section className="conflict" data-conflict={field} aria-label={t('moves.conflict.title', { field: name })}>
      <h3 className="row"><GitFork aria-hidden className="i" />{t('moves.conflict.title', { field: name })}</h3>
      <p className="sm">{t('moves.conflict.lead')}</p>
      <ul className="sides">
        {conflict.said.map((heard, i) => (
          <li key={heard.report}>
            <b className="big">{valueWords(heard.value)}</b>
            <p className="sm">{t('moves.conflict.by', { who: heard.by, time: moment(heard.at, now) })}{from(heard) && <> · {from(heard)}</>}{i === 0 && <> · {t('moves.conflict.shownNow')}</>}</p>
            {onSay && <button type="button" className="btn" onClick={() => settle(heard.value)} data-act="settle">{t('moves.conflict.take', { value: valueWords(heard.value) })}</button>}
          </li>
        ))}
      </ul>
      {onSay && field !== 'destination' && (other === null
        ? <button type="button" className="btn" onClick={() => setOther(Number(conflict.said[0]?.value ?? record.listed))}>{t('moves.conflict.other')}</button>
        : (
          <div className="stack">
            <Stepper label={name} from="" value={{ n: other, counted: true }} onChange={({ n }) => setOther(n)} />
            <button type="button" className="btn pri" onClick={() => settle(other)}>{t('moves.conflict.otherAct', { n: number(other, lang) })}</button>
          </div>
        ))}
    </section>
  );
}

/** Counted at both ends and not the same: shown until somebody says why, and again when the numbers change. */
export function Differences({ record, onSay }: Props) {
  return record.differences.map((difference) => <OneDifference key={`${difference.of}-${difference.of_number}-${difference.against_number}`} record={record} difference={difference} onSay={onSay} />);
}

function OneDifference({ record, difference: d, onSay }: Props & { difference: Difference }) {
  const { t, lang } = useWords();
  const now = useNow(60_000);
  const [why, setWhy] = useState('');
  const [missing, setMissing] = useState(false);
  const code = record.code || (record.label ?? '');
  const explain = () => {
    if (clean(why) === '') return setMissing(true);
    const { explained: _, ...numbers } = d;
    onSay?.({ said: { explains: { ...numbers, why: clean(why) } }, words: t('moves.difference.done', { code }) });
  };
  const words = t('moves.difference.words', {
    of: capital(t(`moves.countName.${d.of}`)), ofNumber: number(d.of_number, lang), against: t(`moves.countName.${d.against}`),
    againstNumber: number(d.against_number, lang), gap: number(Math.abs(d.of_number - d.against_number), lang),
  });
  if (d.explained) {
    const { why: reason, by, at } = d.explained;
    return <p className="explained sm" data-difference="explained">{words} <span className="mut">{by ? t('moves.difference.explained', { why: reason, who: by, time: moment(at, now) }) : t('moves.difference.explainedOwn', { why: reason })}</span></p>;
  }
  return (
    <section className="conflict" data-difference={d.of} aria-label={t('moves.difference.title')}>
      <h3 className="row"><Scale aria-hidden className="i" />{t('moves.difference.title')}</h3>
      <p>{words}</p>
      {onSay && (
        <>
          <Field multiline label={t('moves.difference.explain')} hint={t('moves.difference.explainHint')} error={missing ? t('moves.difference.missing') : null} value={why} onChange={(event) => { setWhy(event.target.value); setMissing(false); }} name="why" />
          <button type="button" className="btn" onClick={explain} data-act="explain">{t('moves.difference.act')}</button>
        </>
      )}
    </section>
  );
}
const capital = (text: string) => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
