import { GitMerge } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useWords } from '../../i18n';
import { Banner } from '../Banner';
import { useNow } from '../clock';
import { moment } from '../format';
import './edit.css';
import { decided, mineAt, others, overlaps, type Choice, type Choices, type Conflict, type ConflictChange } from './merge';

interface Props {
  conflict: Conflict;
  /** The draft, whole: what it has at a place is found by the pointer. */
  mine: unknown;
  /** How a value of a place is shown; places differ, from a date to a table. */
  show: (value: unknown, pointer: string) => ReactNode;
  saving: boolean;
  onJoin: (choices: Choices) => void;
  onBack: () => void;
}

/** Somebody else saved first. Where only one of the two changed something, both are kept; where both did, a person chooses. */
export function MergeScreen({ conflict, mine, show, saving, onJoin, onBack }: Props) {
  const { t } = useWords();
  const [choices, setChoices] = useState<Record<string, Choice>>({});
  const [asked, setAsked] = useState(false);
  const [both, theirs] = [overlaps(conflict), others(conflict)];
  const people = [...new Set(conflict.changes.map((change) => change.by))].join(', ');
  const left = both.filter((change) => !choices[change.pointer]).length;
  const join = () => {
    if (decided(conflict, choices)) onJoin(choices);
    else setAsked(true);
  };
  return (
    <section className="merge" aria-labelledby="merge-title">
      <Banner tone="warn" icon={GitMerge} live>
        <b id="merge-title">{t('merge.title', { by: people })}</b><br />
        {both.length === 0 ? t('merge.noOverlap') : t('merge.overlap', { count: both.length })}
      </Banner>
      {both.map((change) => (
        <Both
          key={change.pointer} change={change} mine={mineAt(mine, change)} show={show} missing={asked && !choices[change.pointer]}
          choice={choices[change.pointer]} onChoose={(choice) => setChoices({ ...choices, [change.pointer]: choice })}
        />
      ))}
      {theirs.length > 0 && <Theirs changes={theirs} show={show} open={both.length === 0} />}
      <div className="acts-row merge-x">
        <button type="button" className="btn pri xl" disabled={saving} onClick={join} data-act="join">{t('merge.join')}</button>
        <button type="button" className="btn xl" onClick={onBack}>{t('merge.notYet')}</button>
        <span className={asked && left > 0 ? 'errmsg' : 'mut sm'} role="status">{left > 0 ? t('merge.left', { count: left }) : t('merge.ready')}</span>
      </div>
    </section>
  );
}

interface BothProps { change: ConflictChange; mine: unknown; show: Props['show']; missing: boolean; choice: Choice | undefined; onChoose: (choice: Choice) => void }
function Both({ change, mine, show, missing, choice, onChoose }: BothProps) {
  const { t, loc } = useWords();
  const now = useNow(60_000);
  const name = `merge${change.pointer}`;
  const text = typeof mine === 'string' && typeof change.current === 'string';
  const option = (from: 'mine' | 'theirs', title: string, value: unknown) => (
    <label className={choice?.from === from ? 'side chosen' : 'side'}>
      <span className="row"><input type="radio" name={name} checked={choice?.from === from} onChange={() => onChoose({ from, value })} /><b>{title}</b></span>
      <span className="side-v">{value === null || value === undefined || value === '' ? <i className="mut">{t('merge.nothing')}</i> : show(value, change.pointer)}</span>
    </label>
  );
  return (
    <fieldset className={missing ? 'both err' : 'both'}>
      <legend>{loc(change.label)}</legend>
      {missing && <p className="errmsg">{t('merge.choose')}</p>}
      <div className="sides">
        {option('mine', t('merge.mine'), mine)}
        {option('theirs', t('merge.theirs', { by: change.by, time: moment(change.at, now) }), change.current)}
      </div>
      {text && (
        <div className={choice?.from === 'edited' ? 'side chosen' : 'side'}>
          <label className="row"><input type="radio" name={name} checked={choice?.from === 'edited'} onChange={() => onChoose({ from: 'edited', value: `${String(mine)}\n\n${String(change.current)}` })} /><b>{t('merge.edited')}</b></label>
          {choice?.from === 'edited' && <textarea className="inp" rows={6} aria-label={t('merge.editedLabel', { field: loc(change.label) })} value={String(choice.value)} onChange={(event) => onChoose({ from: 'edited', value: event.target.value.normalize('NFC') })} />}
        </div>
      )}
      <details className="base"><summary>{t('merge.base')}</summary><div className="side-v">{change.base === null || change.base === undefined || change.base === '' ? <i className="mut">{t('merge.nothing')}</i> : show(change.base, change.pointer)}</div></details>
    </fieldset>
  );
}

function Theirs({ changes, show, open }: { changes: ConflictChange[]; show: Props['show']; open: boolean }) {
  const { t, loc } = useWords();
  const now = useNow(60_000);
  return (
    <details className="theirs" open={open}>
      <summary>{t('merge.theirsOnly', { count: changes.length })}</summary>
      <dl className="cya">
        {changes.map((change) => (
          <div key={change.pointer}>
            <dt>{loc(change.label)}<small className="mut">{change.by}, {moment(change.at, now)}</small></dt>
            <dd>{change.current === null || change.current === undefined ? <i className="mut">{t('merge.nothing')}</i> : show(change.current, change.pointer)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
