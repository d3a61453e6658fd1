import { Printer, UserPlus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { Office } from '../app/Office';
import { dataAge, useActivation, useChecklistsOf } from '../api/queries';
import { useWords } from '../i18n';
import { DataAge } from '../shared/DataAge';
import { Waiting } from '../shared/Failure';
import { useDesktop } from '../shared/media';
import { DemoTag, DrillTag } from '../shared/Tags';
import { filterFrom, intoParams, villagesOf, type Filter } from './filter';
import { GroupDialog } from './GroupDialog';
import { HouseholdList } from './HouseholdList';
import { HouseholdPanel } from './HouseholdPanel';
import { useRelocations } from './moveQueries';
import { laidOver } from './overlay';
import { StageChip } from './StateChip';
import { tallyOf } from './tally';
import { TallyHead } from './TallyHead';
import { useEntries } from './useMoveOutbox';

/** The households of a response, or of one of its zones; on a desk the chosen one stands beside the list. */
export default function HouseholdsPage({ activationId, hereId }: { activationId: string; hereId?: string }) {
  const { t, loc } = useWords();
  const desktop = useDesktop();
  const [params, setParams] = useSearchParams();
  const checklistId = params.get('vung');
  const activation = useActivation(activationId);
  const checklist = useChecklistsOf(activationId).data?.find((each) => each.id === checklistId);
  const [grouping, setGrouping] = useState(false);
  const found = useRelocations(activationId, checklistId);
  const entries = useEntries();
  const records = useMemo(() => (found.data ?? []).map((record) => laidOver(record, entries)), [found.data, entries]);
  const tally = useMemo(() => tallyOf(records), [records]);
  const filter = filterFrom(params);
  const onFilter = (next: Filter) => setParams(intoParams(next, params), { replace: true });
  const asked = params.size > 0 ? `?${params}` : '';
  const hrefOf = (id: string) => `/di-doi/${activationId}/ho/${id}${asked}`;
  const listHref = `/di-doi/${activationId}${asked}`;
  const a = activation.data;
  const title = checklist ? t('moves.titleOfZone', { code: checklist.zone.code }) : t('moves.title');
  const crumbs = [
    { href: checklistId ? `/checklists/${checklistId}` : `/activations/${activationId}`, name: checklist?.zone.code ?? t('moves.toActivation') },
    ...(!desktop && hereId ? [{ href: listHref, name: title }] : []),
  ];
  const here = records.find((record) => record.id === hereId);
  const lead = a && (
    <span className="row wrap">
      <span>{a.plan.commune_name} · {loc(a.plan.hazard_name)}</span>
      {checklist && <StageChip stage={checklist.stage} name={checklist.stage_name} />}
      {a.event?.kind === 'drill' && <DrillTag />}{a.demonstration && <DemoTag />}<DataAge at={dataAge(found)} />
    </span>
  );
  // On a phone the households come first: who stands in no register is added below them.
  const addGroup = checklist?.state === 'open' && <button type="button" className="btn" onClick={() => setGrouping(true)} data-act="add-group"><UserPlus aria-hidden className="i" />{t('moves.group.open')}…</button>;
  const list = (
    <div className="hlistcol">
      <TallyHead tally={tally} />
      {desktop && addGroup}
      {checklist && grouping && <GroupDialog checklist={checklist} villages={villagesOf(records)} onClose={() => setGrouping(false)} />}
      <HouseholdList records={records} filter={filter} onFilter={onFilter} hrefOf={hrefOf} hereId={hereId} />
      {!desktop && addGroup}
    </div>
  );
  const panel = hereId ? <HouseholdPanel key={hereId} id={hereId} /> : <div className="emptybox">{t('moves.list.choose')}</div>;
  return (
    <Office
      title={!desktop && here ? (here.code || (here.label ?? title)) : title}
      tab={here && ([here.code, here.head].filter(Boolean).join(' · ') || here.label || undefined)}
      crumbs={crumbs}
      lead={desktop || !hereId ? lead : undefined}
      act={a?.event && desktop ? <Link href={`/dot-thien-tai/${a.event.id}/in?xa=${a.plan.commune_code}`} className="btn noprint"><Printer aria-hidden className="i" />{t('board.print.open')}</Link> : undefined}
    >
      {!found.data && <Waiting error={found.error} retry={() => void found.refetch()} />}
      {found.data?.length === 0 && <div className="emptybox"><p>{t('moves.list.noneAtAll')}</p><p>{t('moves.list.noneAtAllHow')}</p></div>}
      {found.data && (found.data.length > 0 || checklist) && (desktop ? <div className="households">{list}<div className="hpanelcol">{panel}</div></div> : hereId ? panel : list)}
    </Office>
  );
}
