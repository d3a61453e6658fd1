import { useState, type FormEvent } from 'react';
import { Link, useLocation } from 'wouter';
import { changeWebhook, type Webhook } from '../api/webhooks';
import { Office } from '../app/Office';
import { useWords } from '../i18n';
import { Waiting } from '../shared/Failure';
import { ErrorSummary } from '../shared/form/ErrorSummary';
import { useFormErrors } from '../shared/form/useFormErrors';
import { useToast } from '../shared/Toast';
import { changeOf, draftOf, type HookDraft } from './draft';
import { faultWords } from './HookAdd';
import { FIELDS, HookFields } from './HookFields';
import { useHooksAnew, useWebhooks } from './hookQueries';
import { hookAt, HOOKS } from './where';

/** Name, address and kinds of a webhook; its key stays. */
export function HookEdit({ id }: { id: string }) {
  const { t } = useWords();
  const hooks = useWebhooks();
  const hook = hooks.data?.items.find((each) => each.id === id);
  const crumbs = [{ href: HOOKS, name: t('hooks.title') }, ...(hook ? [{ href: hookAt(id), name: hook.name }] : [])];
  return (
    <Office title={hook ? t('hooks.editTitle', { name: hook.name }) : t('hooks.one')} crumbs={crumbs} width="text">
      {!hooks.data && <Waiting error={hooks.error} retry={() => void hooks.refetch()} />}
      {hooks.data && !hook && <div className="emptybox"><p>{t('hooks.gone')}</p></div>}
      {hooks.data && hook && <EditForm hook={hook} offered={hooks.data.kinds} />}
    </Office>
  );
}

function EditForm({ hook, offered }: { hook: Webhook; offered: string[] }) {
  const { t } = useWords();
  const [, go] = useLocation();
  const say = useToast();
  const anew = useHooksAnew();
  const [draft, setDraft] = useState<HookDraft>(() => draftOf(hook));
  const [busy, setBusy] = useState(false);
  const errors = useFormErrors('hook', FIELDS);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (errors.found(faultWords(draft, t))) return;
    const change = changeOf(hook, draft);
    if (!change) return say({ tone: 'done', text: t('hooks.nothingChanged') });
    setBusy(true);
    try {
      const { name } = await changeWebhook(hook, change);
      await anew();
      say({ tone: 'done', text: t('hooks.saved', { name }) });
      go(hookAt(hook.id));
    } catch (reason) {
      errors.failed(reason);
      setBusy(false);
      void anew(); // somebody else may have changed it; what is typed here stays
    }
  };
  return (
    <form className="form" noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary errors={errors.errors} />
      {errors.general && <p role="alert" className="errmsg">{errors.general}</p>}
      <HookFields draft={draft} onChange={setDraft} errors={errors} offered={offered} urlHint={`${t('hooks.urlHint')} ${t('hooks.urlKept')}`} />
      <div className="acts-row">
        <button type="submit" className="btn pri xl" disabled={busy} data-act="save">{t('hooks.saveAct')}</button>
        <Link href={hookAt(hook.id)} className="btn xl">{t('back')}</Link>
      </div>
    </form>
  );
}
