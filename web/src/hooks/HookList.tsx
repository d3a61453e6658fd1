import { Plus, Power, Send } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Webhook } from '../api/webhooks';
import { IntakeTabs } from '../app/IntakeTabs';
import { Office } from '../app/Office';
import { useWords } from '../i18n';
import { Waiting } from '../shared/Failure';
import { DataTable, type Column } from '../shared/table/DataTable';
import { useTallies, useWebhooks } from './hookQueries';
import { KindsShort } from './KindsShort';
import { HookMark } from './Marks';
import { byUrgency, standingOf, type Standing, type Tally } from './standing';
import { TallyLines } from './TallyLines';
import { TurnSheet } from './Sheets';
import { deliveriesAt, hookAt, HOOKS } from './where';

/** Which programs are told of what, those first that something is wrong with. */
export function HookList() {
  const { t } = useWords();
  const hooks = useWebhooks();
  const items = hooks.data?.items;
  return (
    <Office
      title={t('hooks.title')}
      tools={<IntakeTabs />}
      lead={<>{t('hooks.lead')} <Link href={deliveriesAt({})}>{t('hooks.allSent')}</Link></>}
      act={<Link className="btn pri" href={`${HOOKS}/them`} data-act="add"><Plus aria-hidden className="i" />{t('hooks.add')}</Link>}
    >
      {!items && <Waiting error={hooks.error} retry={() => void hooks.refetch()} />}
      {items?.length === 0 && (
        <div className="emptybox" data-hooks="0">
          <p><b>{t('hooks.none')}</b></p>
          <p>{t('hooks.noneFirst')}</p>
          <p><Link className="btn" href={`${HOOKS}/them`}><Plus aria-hidden className="i" />{t('hooks.add')}</Link></p>
        </div>
      )}
      {items && items.length > 0 && <Table hooks={items} />}
    </Office>
  );
}

interface Row { hook: Webhook; standing: Standing; tally: Tally }

function Table({ hooks }: { hooks: Webhook[] }) {
  const { t } = useWords();
  const { tallies, error } = useTallies(hooks);
  const [turning, setTurning] = useState<Webhook | null>(null);
  if (!tallies) return <Waiting error={error} retry={() => location.reload()} />;
  const rows = hooks.map((hook): Row => {
    const tally = tallies.get(hook.id) ?? { pending: [], dead: [], arrived: null };
    return { hook, tally, standing: standingOf(hook, tally) };
  }).sort(byUrgency);
  const columns: Column<Row>[] = [
    { key: 'name', heading: t('hooks.name'), main: true, value: ({ hook }) => hook.name, cell: ({ hook }) => <><Link href={hookAt(hook.id)} data-hook={hook.id}>{hook.name}</Link><small className="addr">{hook.url}</small></> },
    { key: 'state', heading: t('hooks.state'), value: ({ standing }) => t(`hooks.standing.${standing}`), cell: ({ standing }) => <HookMark standing={standing} /> },
    { key: 'last', heading: t('hooks.last'), value: ({ tally }) => tally.arrived?.tried_at, cell: ({ hook, tally }) => <TallyLines id={hook.id} tally={tally} /> },
    { key: 'kinds', heading: t('hooks.kinds'), value: ({ hook }) => hook.kinds.join(' '), cell: ({ hook }) => <KindsShort kinds={hook.kinds} /> },
    { key: 'acts', heading: t('hooks.acts'), fixed: true, value: () => null, cell: ({ hook }) => <Acts hook={hook} onTurn={() => setTurning(hook)} /> },
  ];
  return (
    <div className="hooktable" data-hooks={hooks.length}>
      <DataTable caption={t('hooks.title')} columns={columns} rows={rows} rowKey={({ hook }) => hook.id} file={t('hooks.file')} empty={null} rowClass={({ standing }) => (standing === 'off' ? 'quiet' : undefined)} />
      {turning && <TurnSheet hook={turning} onClose={() => setTurning(null)} />}
    </div>
  );
}

function Acts({ hook, onTurn }: { hook: Webhook; onTurn: () => void }) {
  const { t } = useWords();
  return (
    <div className="rowacts">
      <Link className="btn s" href={deliveriesAt({ webhook: hook.id })} aria-label={`${t('hooks.allSent')}: ${hook.name}`}><Send aria-hidden className="i sm" />{t('hooks.allSent')}</Link>
      <button type="button" className="btn s" onClick={onTurn} data-act="turn" aria-label={t(hook.enabled ? 'hooks.turnOffAct' : 'hooks.turnOnAct', { name: hook.name })}><Power aria-hidden className="i sm" />{t(hook.enabled ? 'hooks.turnOff' : 'hooks.turnOn')}</button>
    </div>
  );
}
