import '../styles/forms.css';
import { useQueryClient } from '@tanstack/react-query';
import { FileWarning, PenLine } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';
import { actOn, type ActivationAct } from '../api/acts';
import { keys } from '../api/keys';
import { Problem } from '../api/problem';
import { useActivation } from '../api/queries';
import type { Activation } from '../api/types';
import { SignInForm } from '../app/session/SignInForm';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { useActKey } from '../shared/actKey';
import { Banner } from '../shared/Banner';
import { Row } from '../shared/ConfirmSheet';
import { Dialog } from '../shared/Dialog';
import { Failure } from '../shared/Failure';
import { Field } from '../shared/Field';
import { Choices } from '../shared/form/Choices';
import { useToast } from '../shared/Toast';
import { actWords } from './actWords';
import { CheckAnswers } from './CheckAnswers';
import { toOpen, toStandDown } from './urgency';

interface Props { activation: Activation; act: ActivationAct; onClose: () => void }

const NEEDS_REASON: ActivationAct[] = ['decline', 'close'];

/** The second of two steps: check the answers, sign, act. The button names the act. */
export function ActDialog({ activation: shown, act, onClose }: Props) {
  const words = useWords();
  const { t } = words;
  const client = useQueryClient();
  const say = useToast();
  const [, go] = useLocation();
  const { account, may } = useSignedIn();
  // What is decided on is what was read when the dialog opened; if it changes meanwhile, the person is told.
  const [activation, setActivation] = useState(shown);
  const [stale, setStale] = useState(false);
  const fresh = useActivation(shown.id).data;
  if (fresh && fresh.etag !== activation.etag) {
    setActivation(fresh);
    setStale(true);
  }
  const key = useActKey();
  const [remark, setRemark] = useState('');
  const [stage, setStage] = useState<'ordered' | 'prepare'>('ordered');
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const zones = act === 'confirm' ? toOpen(activation) : act === 'stand-down' ? toStandDown(activation) : act === 'decline' ? activation.zones : [];
  const allowed = account !== null && may('confirm_activation');
  const needsReason = NEEDS_REASON.includes(act);
  const nothingLeft = act !== 'close' && zones.length === 0;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (needsReason && remark.trim() === '') return setMissing(true);
    setBusy(true);
    setError(null);
    try {
      const decided = await actOn(activation, act, remark, key.read(), stage);
      client.setQueryData(keys.activation(decided.id), decided);
      client.setQueryData<Activation[]>(keys.activations, (list) => list?.map((each) => (each.id === decided.id ? decided : each)));
      for (const queryKey of [keys.activations, keys.zones, keys.events, keys.moves, keys.audit(decided.id)]) void client.invalidateQueries({ queryKey });
      say({ tone: 'done', text: t(`activations.done.${act}`) });
      onClose();
      // The first screen would show the next decision; the person should see what this one brought about.
      if (act === 'confirm') go(`/activations/${decided.id}`);
    } catch (reason) {
      key.failed(reason);
      setError(reason);
      if (reason instanceof Problem && [409, 412].includes(reason.status)) void client.invalidateQueries({ queryKey: keys.activation(shown.id) });
    } finally {
      setBusy(false);
    }
  };

  const prepare = act === 'confirm' && stage === 'prepare';
  const name = actWords(activation, act, zones.length, words, prepare);
  return (
    <Dialog title={t('activations.dialog.check')} onClose={onClose} wide>
      <form onSubmit={(event) => void submit(event)} className="dlg-f" noValidate>
        <div className="dlg-b" tabIndex={0}>
          <p className="lead"><b>{name}</b></p>
          {stale && <Banner tone="warn" icon={FileWarning} live>{t('activations.dialog.stale')}</Banner>}
          {nothingLeft && <Banner tone="info" icon={FileWarning} live>{t('activations.dialog.nothingLeft', { status: t(`activations.status.${activation.status}`) })}</Banner>}
          <CheckAnswers activation={activation} act={act} zones={zones} />
          {act === 'confirm' && (
            <Choices
              legend={t('activations.dialog.stage')} value={stage} onChange={setStage}
              choices={[{ value: 'ordered', name: t('activations.dialog.ordered'), what: t('activations.dialog.orderedWhat') }, { value: 'prepare', name: t('activations.dialog.prepare'), what: t('activations.dialog.prepareWhat') }]}
            />
          )}
          <dl className="cya">
            <Row name={t('activations.dialog.signer')}>
              {account && <><span className="row"><PenLine aria-hidden size={15} />{account.display_name}</span><small>{t(`role.${account.role}`)}{account.unit_name ? ` · ${account.unit_name}` : ''}</small></>}
              {account && !allowed && <p className="errmsg">{t('app.session.notAllowed', { name: account.display_name, role: t(`role.${account.role}`) })}</p>}
              {!account && <p>{t('activations.dialog.signFirst')}</p>}
            </Row>
          </dl>
          {/* Not a form in a form: the sign-in form is a sibling below when it is needed. */}
          {allowed && (
            <Field
              multiline
              label={needsReason ? t('activations.dialog.remarkNeeded') : `${t('activations.dialog.remark')} (${t('optional')})`}
              hint={t('activations.dialog.remarkHint')}
              error={missing ? t('activations.dialog.remarkMissing') : null}
              value={remark}
              onChange={(event) => { setRemark(event.target.value); setMissing(false); }}
              required={needsReason}
            />
          )}
          {error !== null && <Failure error={error} saving />}
        </div>
        {allowed && (
          <footer className="dlg-x">
            <button type="button" className="btn" onClick={onClose}>{t('back')}</button>
            <button type="submit" className={`btn xl ${act === 'confirm' && !prepare ? 'dan' : 'pri'}`} disabled={busy || nothingLeft} data-act={act}>{name}</button>
          </footer>
        )}
      </form>
      {!allowed && <div className="dlg-b dlg-sign"><SignInForm only={(a) => ['approver', 'admin'].includes(a.role)} /></div>}
    </Dialog>
  );
}
