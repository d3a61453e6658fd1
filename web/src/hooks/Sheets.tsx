import type { Webhook } from '../api/webhooks';
import { changeWebhook, removeWebhook } from '../api/webhooks';
import { useWords } from '../i18n';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { useToast } from '../shared/Toast';
import { useHooksAnew } from './hookQueries';

interface Props { hook: Webhook; onClose: () => void; onDone?: () => void }

/** Whoever is switched off is not told of the next order either: it is said before it is done. */
export function TurnSheet({ hook, onClose }: Props) {
  const { t } = useWords();
  const say = useToast();
  const anew = useHooksAnew();
  const on = !hook.enabled;
  const act = async () => {
    await changeWebhook(hook, { enabled: on }).catch(async (reason: unknown) => { await anew(); throw reason; });
    await anew();
    say({ tone: 'done', text: t(on ? 'hooks.turnedOn' : 'hooks.turnedOff', { name: hook.name }) });
  };
  return (
    <ConfirmSheet
      act={t(on ? 'hooks.turnOnAct' : 'hooks.turnOffAct', { name: hook.name })}
      tone={on ? 'pri' : 'dan'}
      answers={[
        { name: t('confirm.what'), value: t(on ? 'hooks.turnOnWhat' : 'hooks.turnOffWhat') },
        { name: t('hooks.url'), value: <span className="addr">{hook.url}</span> },
        { name: t('hooks.kinds'), value: t('hooks.kindsCount', { count: hook.kinds.length }) },
      ]}
      onAct={act} onClose={onClose}
    />
  );
}

export function RemoveSheet({ hook, waiting, onClose, onDone }: Props & { /** How many wait, as words. */ waiting: string }) {
  const { t } = useWords();
  const say = useToast();
  const anew = useHooksAnew();
  const act = async () => {
    await removeWebhook(hook).catch(async (reason: unknown) => { await anew(); throw reason; });
    say({ tone: 'done', text: t('hooks.removed', { name: hook.name }) });
    onDone?.();
    await anew();
  };
  return (
    <ConfirmSheet
      act={t('hooks.removeAct', { name: hook.name })} tone="dan"
      answers={[
        { name: t('confirm.what'), value: t('hooks.removeWhat') },
        { name: t('hooks.url'), value: <span className="addr">{hook.url}</span> },
        { name: t('hooks.waitingCount'), value: waiting },
      ]}
      onAct={act} onClose={onClose}
    />
  );
}
