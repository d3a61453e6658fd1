import '../i18n/intake';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Gate } from '../accounts/Gate';
import { sendBulletin, type Received } from '../api/intake';
import { keys } from '../api/keys';
import { IntakeTabs } from '../app/IntakeTabs';
import { Office } from '../app/Office';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { useDesktop } from '../shared/media';
import { BulletinForm } from './BulletinForm';
import { BulletinSheet } from './BulletinSheet';
import { Done } from './Done';
import { bulletinOf, type BulletinDraft } from './draft';
import { useDraft } from './useDraft';
import './bulletins.css';

/** A duty officer types a bulletin in, checks one sentence, sends it, and sees what it brought about. */
export default function BulletinPage() {
  const { t } = useWords();
  const { account } = useSignedIn();
  const phone = !useDesktop();
  return (
    <Office title={t('bulletins.title')} lead={t('bulletins.lead')} crumbs={phone ? [{ href: '/ban-tin', name: t('alerts.inbox') }] : []} tools={<IntakeTabs />} width="text">
      <Gate needs="report_alert">{account && <Typing key={account.id} account={account.id} />}</Gate>
    </Office>
  );
}

function Typing({ account }: { account: string }) {
  const { t } = useWords();
  const client = useQueryClient();
  const { draft, setDraft, foundAt, begin, drop } = useDraft(account);
  const [checked, setChecked] = useState<BulletinDraft | null>(null);
  const [received, setReceived] = useState<{ answer: Received; sent: BulletinDraft } | null>(null);
  if (received) return <Done answer={received.answer} sent={received.sent} again={() => { setReceived(null); void begin(); }} />;
  if (!draft) return <p className="mut" role="status">{t('loading')}</p>;
  const send = async (sent: BulletinDraft) => {
    const answer = await sendBulletin(bulletinOf(sent));
    await drop();
    for (const queryKey of [keys.alerts, keys.activations, keys.zones]) void client.invalidateQueries({ queryKey });
    setReceived({ answer, sent });
  };
  return (
    <>
      <BulletinForm draft={draft} onChange={setDraft} foundAt={foundAt} onAfresh={() => void begin()} onCheck={setChecked} />
      {checked && <BulletinSheet draft={checked} onSend={() => send(checked)} onClose={() => setChecked(null)} />}
    </>
  );
}
