import { useState, type FormEvent } from 'react';
import { Link } from 'wouter';
import { createWebhook, type NewWebhook } from '../api/webhooks';
import { Office } from '../app/Office';
import { useWords } from '../i18n';
import { useActKey } from '../shared/actKey';
import { Waiting } from '../shared/Failure';
import { ErrorSummary } from '../shared/form/ErrorSummary';
import { useFormErrors } from '../shared/form/useFormErrors';
import { draftOf, faultsIn, fieldsOf, type HookDraft } from './draft';
import { FIELDS, HookFields } from './HookFields';
import { useHooksAnew, useWebhooks } from './hookQueries';
import { SecretShown } from './SecretShown';
import { hookAt, HOOKS } from './where';

/** A new webhook; then, once, the key by which it is signed. */
export function HookAdd() {
  const { t } = useWords();
  const hooks = useWebhooks();
  const [added, setAdded] = useState<NewWebhook | null>(null);
  const [round, setRound] = useState(0);
  return (
    <Office title={added ? t('hooks.added', { name: added.name }) : t('hooks.addTitle')} tab={t('hooks.addTitle')} crumbs={[{ href: HOOKS, name: t('hooks.title') }]} width="text">
      {!hooks.data && <Waiting error={hooks.error} retry={() => void hooks.refetch()} />}
      {added && (
        <div className="form">
          <SecretShown hook={added} />
          <div className="acts-row">
            <Link href={hookAt(added.id)} className="btn" data-act="to-one">{t('hooks.toOne')}</Link>
            <button type="button" className="btn" onClick={() => { setAdded(null); setRound(round + 1); }}>{t('hooks.addAnother')}</button>
          </div>
        </div>
      )}
      {!added && hooks.data && <AddForm key={round} offered={hooks.data.kinds} onAdded={setAdded} />}
    </Office>
  );
}

function AddForm({ offered, onAdded }: { offered: string[]; onAdded: (hook: NewWebhook) => void }) {
  const { t } = useWords();
  const anew = useHooksAnew();
  const [draft, setDraft] = useState<HookDraft>(() => draftOf(null));
  const key = useActKey();
  const [busy, setBusy] = useState(false);
  const errors = useFormErrors('hook', FIELDS);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (errors.found(faultWords(draft, t))) return;
    setBusy(true);
    try {
      const made = await createWebhook(fieldsOf(draft), key.read());
      onAdded(made);
      void anew();
    } catch (reason) {
      errors.failed(reason);
      key.failed(reason);
      setBusy(false);
    }
  };
  return (
    <form className="form" noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary errors={errors.errors} />
      {errors.general && <p role="alert" className="errmsg">{errors.general}</p>}
      <HookFields draft={draft} onChange={setDraft} errors={errors} offered={offered} urlHint={t('hooks.urlHint')} />
      <div className="acts-row">
        <button type="submit" className="btn pri xl" disabled={busy} data-act="save">{t('hooks.addAct')}</button>
        <Link href={HOOKS} className="btn xl">{t('back')}</Link>
      </div>
    </form>
  );
}

/** What the form itself finds wrong, by field. */
export function faultWords(draft: HookDraft, t: ReturnType<typeof useWords>['t']): Partial<Record<string, string>> {
  return Object.fromEntries(faultsIn(draft).map((fault) => [fault === 'secretInUrl' ? 'url' : fault, t(`hooks.fault.${fault}`)]));
}
