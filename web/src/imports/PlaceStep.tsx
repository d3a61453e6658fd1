import { CircleCheck, Info } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useWords } from '../i18n';
import { useDark } from '../map/useDark';
import { useUnits } from '../plans/planQueries';
import { number } from '../shared/format';
import { Select } from '../shared/form/Select';
import type { StepProps } from './ImportPage';
import type { ImportQuestion } from './types';
import { questionsAt } from './wizard';

const ImportMap = lazy(() => import('./ImportMap'));
const LETTERS = 'ABCDEFGHIJ';

/** Where the numbers of the file lie on the ground: seen on the map, and asked about where more than one place is possible. */
export function PlaceStep({ state, again }: StepProps) {
  const { t, loc, lang } = useWords();
  const dark = useDark();
  const { draft } = state;
  const questions = questionsAt(draft, 'place');
  const boxes = useMemo(() => (questions[0]?.options ?? []).flatMap((option, i) => (option.bounds ? [{ letter: LETTERS[i] ?? String(i + 1), bounds: option.bounds }] : [])), [draft]);
  if (!draft) return null;
  const inside = draft.items.filter((item) => item.commune_code).length;
  return (
    <div className="wiz-map">
      <div className="stack wide">
        {questions.map((question) => <Asked key={question.code} question={question} busy={state.busy} onAnswer={(value) => again({ do: 'answer', code: question.code, value })} />)}
        {questions.length === 0 && (
          <>
            <p className="ban ok"><CircleCheck aria-hidden className="i" /><span className="grow">{t('importing.placed')}</span></p>
            <dl className="cya">
              <div><dt>{t('importing.read')}</dt><dd>{draft.crs ? loc(draft.crs.name) : t('unknown')}{draft.file.crs_words && <small>{t('importing.stated', { words: draft.file.crs_words })}</small>}</dd></div>
              <div><dt>{t('importing.inCommune')}</dt><dd>{number(inside, lang)}/{number(draft.items.length, lang)}</dd></div>
            </dl>
            {state.settings.crs && <p className="row wrap"><button type="button" className="btn s" onClick={() => again({ do: 'settings', change: { crs: null, axis: null, commune: null, internal: false } })}>{t('importing.askAgain')}</button></p>}
          </>
        )}
        {draft.remarks.length > 0 && <ul className="remarks">{draft.remarks.map((remark, i) => <li key={i}><Info aria-hidden className="i sm" />{loc(remark)}</li>)}</ul>}
      </div>
      <Suspense fallback={<div className="wizmap mappane" />}><ImportMap key={String(dark)} items={draft.items} boxes={boxes} chosen={null} showRepair={false} /></Suspense>
    </div>
  );
}

function Asked({ question, busy, onAnswer }: { question: ImportQuestion; busy: boolean; onAnswer: (value: string) => void }) {
  const { t, loc, lang } = useWords();
  const units = useUnits().data ?? [];
  const [commune, setCommune] = useState('');
  return (
    <fieldset className="asked" data-question={question.code}>
      <legend>{t(`importing.question.${question.code}`)}</legend>
      <p>{loc(question.text)}</p>
      {question.code === 'no_commune' && question.options.length === 0 ? (
        <div className="row wrap top">
          <Select label={t('importing.commune')} value={commune} onChange={(event) => setCommune(event.target.value)} options={[{ value: '', name: t('plan.choose') }, ...units.filter((unit) => unit.kind !== 'province').map((unit) => ({ value: unit.code, name: unit.name }))]} />
          <button type="button" className="btn pri" disabled={commune === '' || busy} onClick={() => onAnswer(commune)}>{t('importing.takeThis')}</button>
        </div>
      ) : (
        <ul className="options">
          {question.options.map((option, i) => (
            <li key={option.value}>
              <b className="letter" aria-hidden>{LETTERS[i] ?? i + 1}</b>
              <span className="grow">
                <b>{loc(option.label)}</b>
                {option.of > 0 && <Inside inside={option.inside_commune} of={option.of} words={t('importing.insideOf', { inside: number(option.inside_commune, lang), of: number(option.of, lang) })} />}
              </span>
              <button type="button" className={i === 0 ? 'btn pri' : 'btn'} disabled={busy} onClick={() => onAnswer(option.value)} data-option={option.value}>{t('importing.takeThis')}</button>
            </li>
          ))}
        </ul>
      )}
      {question.options.some((option) => option.bounds) && <p className="mut sm">{t('importing.onMap')}</p>}
    </fieldset>
  );
}

function Inside({ inside, of, words }: { inside: number; of: number; words: string }) {
  return <small className="insidebar"><span className="prog" aria-hidden><i style={{ width: `${(inside / of) * 100}%` }} /></span>{words}</small>;
}
