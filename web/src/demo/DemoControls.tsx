import { useQueryClient } from '@tanstack/react-query';
import { Radio } from 'lucide-react';
import { useState } from 'react';
import { advanceDemo } from '../api/acts';
import { keys } from '../api/keys';
import { useDemo, useMeta } from '../api/queries';
import { useWords } from '../i18n';
import { failureWords } from '../shared/Failure';
import { clock } from '../shared/format';

/** Publishes the demonstration source's next bulletin. Exists only where the server is a demonstration. */
export function DemoControls() {
  const { t, loc } = useWords();
  const client = useQueryClient();
  const demo = useDemo(useMeta().data?.demonstration ?? false).data;
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  if (!demo) return null;

  const next = demo.chains.flatMap((chain) => chain.messages.map((message) => ({ chain, message }))).find(({ message }) => message.published_at === null);
  const advance = async () => {
    setBusy(true);
    try {
      const step = await advanceDemo();
      setSaid(step.published
        ? t('demo.published', { type: t(`alerts.msgType.${step.published.msg_type}`), identifier: step.published.identifier, n: step.remaining })
        : t('demo.none'));
      for (const queryKey of [keys.demo, keys.alerts, keys.activations, keys.zones, keys.events]) void client.invalidateQueries({ queryKey });
    } catch (reason) {
      setSaid(failureWords(reason, t, true));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="democtl" aria-label={t('demo.title')}>
      {!said && <p className="sm next">
        {next ? t('demo.nextIs', { type: t(`alerts.msgType.${next.message.msg_type}`), chain: loc(next.chain.name) }) : t('demo.none')}
        {next && demo.next_at && <> · {t('demo.auto', { time: clock(demo.next_at) })}</>}
      </p>}
      <p className="sm" role="status">{said}</p>
      <button type="button" className="btn s" onClick={() => void advance()} disabled={busy || !next} data-act="advance"><Radio aria-hidden className="i" />{t('demo.next')}</button>
    </section>
  );
}
