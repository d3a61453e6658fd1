import { useQueryClient } from '@tanstack/react-query';
import { CloudOff } from 'lucide-react';
import { useState } from 'react';
import { keys } from '../api/keys';
import { NoAnswer, Problem } from '../api/problem';
import { useActivation } from '../api/queries';
import type { ChecklistSummary } from '../api/types';
import { useLine } from '../app/LiveLine';
import { useSignedIn } from '../app/session/useSignedIn';
import { useOutgoing } from '../checklists/useOutgoing';
import { useWords } from '../i18n';
import { useActKey } from '../shared/actKey';
import { now } from '../shared/clock';
import { Row } from '../shared/ConfirmSheet';
import { Dialog } from '../shared/Dialog';
import { Failure } from '../shared/Failure';
import { Field } from '../shared/Field';
import { householdsPeople } from '../shared/format';
import { DrillTag } from '../shared/Tags';
import { useToast } from '../shared/Toast';
import { advanceZone, raiseActivation } from './acts';
import { useCriteria } from './moveQueries';
import { partOf } from './outbox';
import { clean } from './say';
import { MAY_WAIT } from './stages';
import { Unheard } from './Unheard';
import { remarkNeed, unanswered, type Answers } from './stageCheck';
import { StageChip } from './StateChip';
import type { Criterion, Figures, Stage } from './types';

interface Props {
  checklist: ChecklistSummary; to: Stage; figures: Figures | undefined;
  /** A zone whose round is over leaves again: a new round. */
  anew?: boolean; onClose: () => void;
}

/** The second of two steps: what will happen, to how many, how it stands, who says so. The button names the act. */
export function StageDialog({ checklist: c, to, figures, anew = false, onClose }: Props) {
  const { t, lang } = useWords();
  const client = useQueryClient();
  const say = useToast();
  const { account } = useSignedIn();
  const activation = useActivation(c.activation_id).data;
  const criteria = useCriteria().data ?? [];
  const key = useActKey();
  const [answers, setAnswers] = useState<Answers>({});
  const [remark, setRemark] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const line = useLine().state;
  const { tryNow } = useOutgoing(c.id);
  const mayWait = MAY_WAIT.includes(to) && !anew;
  const asksCriteria = to === 'return_allowed' && !anew;
  const missing = asksCriteria ? unanswered(criteria.map((each) => each.code), answers) : [];
  const need = remarkNeed(to, figures, answers, anew);
  const listed = householdsPeople(c.households, c.people, lang);
  const away = figures ? householdsPeople(figures.evacuated.households + figures.in_place.households, figures.evacuated.people + figures.in_place.people, lang) : listed;
  const act = anew ? t('moves.zone.againAct', { code: c.zone.code, figures: listed }) : t(`moves.zone.act.${to}`, { code: c.zone.code, figures: to === 'return_allowed' ? away : listed });
  const submit = async () => {
    setTried(true);
    if (missing.length > 0 || (need && clean(remark) === '') || (anew && !activation)) return;
    setBusy(true);
    setError(null);
    let kept = false;
    try {
      if (anew && activation) await raiseActivation(activation, { zones: [c.zone.id], stage: 'ordered', reason: clean(remark) }, key.read());
      else if (mayWait) kept = (await tryNow(partOf({ kind: 'stage', from: c.stage, to, remark: clean(remark) }, now()), `${c.zone.code}: ${t(`moves.stage.${to}`)}`, (signal) => advanceZone(c.id, { from: c.stage, to, ...(clean(remark) && { remark: clean(remark) }) }, signal))) === null;
      else await advanceZone(c.id, { from: c.stage, to, ...(clean(remark) && { remark: clean(remark) }), ...(asksCriteria && { criteria: criteria.map(({ code }) => ({ code, met: answers[code] ?? false })) }) });
      for (const queryKey of [keys.activations, ['checklists'], keys.zones, keys.moves, keys.audit(c.activation_id)]) void client.invalidateQueries({ queryKey });
      say({ tone: 'done', text: t(kept ? 'moves.zone.kept' : 'moves.zone.done', { code: c.zone.code, stage: t(`moves.stage.${to}`) }) });
      onClose();
    } catch (reason) {
      key.failed(reason);
      setError(reason);
      if (reason instanceof Problem && reason.stale) for (const queryKey of [keys.activations, ['checklists']]) void client.invalidateQueries({ queryKey });
      setBusy(false);
    }
  };
  const people = to === 'ordered' || to === 'return_allowed';
  const unheard = !mayWait && (line === 'lost' || error instanceof NoAnswer);
  return (
    <Dialog title={t('checkAnswers')} onClose={onClose} wide>
      <form className="dlg-f" noValidate onSubmit={(event) => { event.preventDefault(); void submit(); }} data-stage={to}>
        <div className="dlg-b" tabIndex={0}>
          <p className="lead"><b>{act}</b></p>
          {unheard && <Unheard commune={c.zone.commune_code} />}
          {mayWait && line === 'lost' && <p className="ban info"><CloudOff aria-hidden className="i" /><span className="grow">{t('moves.zone.willWait')}</span></p>}
          <dl className="cya">
            <Row name={t('board.willHappen')}>{anew ? t('moves.zone.againWill') : t(`moves.zone.will.${to}`)}</Row>
            <Row name={t('board.kind')}>{activation?.event?.kind === 'drill' ? <span className="row wrap"><DrillTag />{t('board.kindDrill')}</span> : activation?.demonstration ? t('board.kindDemo') : <b className={people ? 'danger' : ''}>{t('board.kindReal')}</b>}</Row>
            <Row name={t('moves.zone.title')}><span className="row wrap"><StageChip stage={c.stage} name={c.stage_name} /></span></Row>
            {figures && <Row name={t('moves.zone.stands')}>{standsWords(figures, t, lang)}</Row>}
            <Row name={t('board.signer')}>{account?.display_name}{account && <small>{t(`role.${account.role}`)}{account.unit_name ? ` · ${account.unit_name}` : ''}</small>}</Row>
          </dl>
          {asksCriteria && <Criteria criteria={criteria} answers={answers} onChange={setAnswers} missing={tried ? missing : []} />}
          <Field
            multiline
            label={need ? t('moves.zone.remark') : `${t('moves.zone.remark')} (${t('optional')})`}
            hint={need ? needWords(need, figures, t) : undefined}
            error={tried && need && clean(remark) === '' ? needWords(need, figures, t) : null}
            value={remark} onChange={(event) => setRemark(event.target.value)} name="remark"
          />
          {error !== null && <Failure error={error} saving />}
        </div>
        <footer className="dlg-x">
          <button type="button" className="btn" onClick={onClose}>{t('back')}</button>
          <button type="submit" className={`btn xl ${people && to === 'ordered' ? 'dan' : 'pri'}`} disabled={busy} data-act="confirm">{act}</button>
        </footer>
      </form>
    </Dialog>
  );
}

type T = ReturnType<typeof useWords>['t'];
export function standsWords(f: Figures, t: T, lang: 'vi' | 'en'): string {
  const pair = (of: Figures['unknown']) => householdsPeople(of.households, of.people, lang).replaceAll(' ', '\u00a0');
  return t('moves.zone.standsWords', { unknown: pair(f.unknown), staying: pair(f.not_moved), away: pair(f.evacuated), home: pair(f.returned) });
}
function needWords(need: NonNullable<ReturnType<typeof remarkNeed>>, f: Figures | undefined, t: T): string {
  switch (need) {
    case 'cleared': return t('moves.zone.remarkCleared', { unknown: f?.unknown.households ?? 0, staying: f?.not_moved.households ?? 0 });
    case 'returned': return t('moves.zone.remarkReturned', { away: (f?.evacuated.households ?? 0) + (f?.in_place.households ?? 0) });
    case 'unmet': return t('moves.zone.remarkUnmet');
    case 'again': return t('moves.zone.remarkAgain');
  }
}

/** What was looked at before people go home; each is answered, met or not. */
function Criteria({ criteria, answers, onChange, missing }: { criteria: Criterion[]; answers: Answers; onChange: (answers: Answers) => void; missing: string[] }) {
  const { t, loc } = useWords();
  return (
    <div className="criteria">
      <h3>{t('moves.zone.criteria')}</h3>
      <p className="hint">{t('moves.zone.criteriaLead')}</p>
      {missing.length > 0 && <p className="errmsg" role="alert">{t('moves.zone.criteriaMissing')}</p>}
      {criteria.map(({ code, words }) => (
        <fieldset key={code} className={missing.includes(code) ? 'criterion err' : 'criterion'} data-criterion={code}>
          <legend>{loc(words)}</legend>
          {[true, false].map((met) => (
            <label key={String(met)}><input type="radio" name={`criterion-${code}`} checked={answers[code] === met} onChange={() => onChange({ ...answers, [code]: met })} />{t(met ? 'moves.zone.met' : 'moves.zone.notMet')}</label>
          ))}
        </fieldset>
      ))}
    </div>
  );
}
