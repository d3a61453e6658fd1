import { useQuery } from '@tanstack/react-query';
import { FilePen, Printer } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { readRecordVersion, useInspection, useInspectionRecord, type Inspection, type InspectionRecord } from '../api/inspections';
import { Office, type Crumb } from '../app/Office';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { Waiting } from '../shared/Failure';
import { DemoTag, Tag } from '../shared/Tags';
import { CorrectSheet } from './CorrectSheet';
import { RecordFill } from './RecordFill';
import { RecordFrozen } from './RecordFrozen';
import { subjectName } from './words';

/** One record: filled in while it is a draft, read once it is signed; every signed version can be read again. */
export default function RecordPage({ id }: { id: string }) {
  const { t } = useWords();
  const [query] = useSearchParams();
  const asked = Number(query.get('ban') ?? 0);
  const found = useInspectionRecord(id);
  const newest = found.data;
  const older = newest !== undefined && asked > 0 && asked < newest.version;
  const version = useQuery({ queryKey: ['inspection-record', id, 'version', asked], enabled: older, staleTime: Infinity, queryFn: () => readRecordVersion(id, asked) });
  const inspection = useInspection(newest?.inspection_id ?? '', newest !== undefined);
  const record = older ? version.data : newest;
  const crumbs: Crumb[] = [{ href: '/kiem-tra', name: t('inspections.title') }, ...(newest ? [{ href: `/kiem-tra/dot/${newest.inspection_id}`, name: inspection.data?.name ?? t('inspections.campaign.one') }] : [])];
  if (!record || !newest || !inspection.data) {
    return <Office title={t('inspections.record.title')} crumbs={crumbs}><Waiting error={found.error ?? inspection.error ?? (older ? version.error : null)} retry={() => void Promise.all([found.refetch(), inspection.refetch()])} /></Office>;
  }
  return <Shown record={record} newest={newest} inspection={inspection.data} crumbs={crumbs} />;
}

function Shown({ record, newest, inspection, crumbs }: { record: InspectionRecord; newest: InspectionRecord; inspection: Inspection; crumbs: Crumb[] }) {
  const { t, loc } = useWords();
  const { account } = useSignedIn();
  const [correcting, setCorrecting] = useState(false);
  const filled = record.state === 'draft' && record.version === newest.version && newest.may.inspect && account !== null;
  const lead = (
    <span className="insp-lead">
      {loc(inspection.template_name)}
      <Tag tone={record.state === 'signed' ? 'ok' : 'warn'}>{t(`inspections.record.state.${record.state}`)}</Tag>
      {newest.version > 1 && <Tag>{t('inspections.record.version', { n: record.version })}</Tag>}
      {record.demonstration && <DemoTag />}
    </span>
  );
  const frozen = record.state === 'signed' && (
    <span className="regacts">
      <button type="button" className="btn" onClick={() => window.print()} data-act="print"><Printer aria-hidden className="i" />{t('inspections.print')}</button>
      {newest.may.inspect && newest.state === 'signed' && record.version === newest.version && <button type="button" className="btn" onClick={() => setCorrecting(true)} data-act="correct"><FilePen aria-hidden className="i" />{t('inspections.record.correct')}</button>}
    </span>
  );
  return (
    <Office title={subjectName(record.subject)} lead={lead} crumbs={crumbs} act={frozen || undefined}>
      {filled ? <RecordFill key={`${record.id}.${record.version}`} record={record} inspection={inspection} account={account.id} /> : <RecordFrozen record={record} newest={newest} inspection={inspection} />}
      {correcting && <CorrectSheet record={newest} onClose={() => setCorrecting(false)} />}
    </Office>
  );
}
