import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { orderInspection, useInspectionTemplates } from '../api/inspections';
import { Office } from '../app/Office';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { dropDraft, findDraft, keepDraft } from '../shared/edit/drafts';
import { now } from '../shared/clock';
import { Waiting } from '../shared/Failure';
import { useToast } from '../shared/Toast';
import { CampaignForm } from './CampaignForm';
import { emptyCampaign, newOf, type CampaignDraft } from './campaign';
import { useRefresh } from './refresh';
import { useOwnUnits } from './useMayOrder';

const ADDRESS = '/inspections/new';

/** A new inspection. What was typed stays on this device until it is ordered. */
export default function CampaignNew() {
  const { t } = useWords();
  const { account } = useSignedIn();
  const templates = useInspectionTemplates();
  const units = useOwnUnits();
  const [draft, setDraft] = useState<CampaignDraft | null>(null);
  const [, to] = useLocation();
  const refresh = useRefresh();
  const say = useToast();
  const who = account?.id ?? '';
  const first = units[0]?.code;
  useEffect(() => {
    if (!first) return;
    void findDraft<CampaignDraft>(ADDRESS, who).then((found) => setDraft((held) => held ?? { ...emptyCampaign(first), ...found?.value }));
  }, [who, first]);
  const change = (next: CampaignDraft) => {
    setDraft(next);
    void keepDraft({ address: ADDRESS, account: who, value: next, etag: '', keptAt: now().toISOString() });
  };
  return (
    <Office title={t('inspections.campaign.order')} crumbs={[{ href: '/kiem-tra', name: t('inspections.title') }]} width="text">
      {draft && templates.data ? (
        <CampaignForm
          draft={draft} onChange={change} units={units} templates={templates.data} cancel="/kiem-tra" act={t('inspections.campaign.orderAct')}
          onSend={async () => {
            const ordered = await orderInspection(newOf(draft));
            await dropDraft(ADDRESS, who);
            void refresh();
            say({ tone: 'done', text: t('inspections.campaign.ordered', { name: ordered.name }) });
            to(`/kiem-tra/dot/${ordered.id}`);
          }}
        />
      ) : <Waiting error={templates.error} retry={() => void templates.refetch()} />}
    </Office>
  );
}
