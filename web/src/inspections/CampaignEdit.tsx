import { useState } from 'react';
import { useLocation } from 'wouter';
import { changeInspection, useInspection, useInspectionRecords, useInspectionTemplates, type Inspection } from '../api/inspections';
import { Office } from '../app/Office';
import { useWords } from '../i18n';
import { Waiting } from '../shared/Failure';
import { useToast } from '../shared/Toast';
import { CampaignForm } from './CampaignForm';
import { draftOf, formOf } from './campaign';
import { useRefresh } from './refresh';
import { useOwnUnits } from './useMayOrder';

/** An inspection that was ordered: the number of its paper comes later, members change, units are added. */
export default function CampaignEdit({ id }: { id: string }) {
  const { t } = useWords();
  const found = useInspection(id);
  const records = useInspectionRecords(id);
  const held = found.data;
  return (
    <Office title={t('inspections.campaign.edit')} lead={held?.name} crumbs={[{ href: '/kiem-tra', name: t('inspections.title') }, { href: `/kiem-tra/dot/${id}`, name: held?.name ?? t('inspections.campaign.one') }]} width="text">
      {held && records.data ? <Work held={held} begun={new Set(records.data.filter((record) => record.subject.place === null).map((record) => record.subject.unit_code))} /> : <Waiting error={found.error ?? records.error} retry={() => void Promise.all([found.refetch(), records.refetch()])} />}
    </Office>
  );
}

function Work({ held, begun }: { held: Inspection; begun: ReadonlySet<string> }) {
  const { t } = useWords();
  const templates = useInspectionTemplates();
  const units = useOwnUnits();
  // Against the revision that was read when the form was opened, whatever is read meanwhile.
  const [read] = useState({ id: held.id, revision: held.revision });
  const [draft, setDraft] = useState(() => draftOf(held));
  const [, to] = useLocation();
  const refresh = useRefresh();
  const say = useToast();
  return (
    <CampaignForm
      draft={draft} onChange={setDraft} units={units} templates={templates.data ?? []} fixed={held} begun={begun} cancel={`/kiem-tra/dot/${held.id}`} act={t('inspections.campaign.save')}
      onSend={async () => {
        await changeInspection(read, formOf(draft));
        void refresh();
        say({ tone: 'done', text: t('inspections.campaign.saved', { name: draft.name }) });
        to(`/kiem-tra/dot/${held.id}`);
      }}
    />
  );
}
