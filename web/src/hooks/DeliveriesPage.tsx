import { Link, useSearchParams } from 'wouter';
import type { DeliveryState } from '../api/webhooks';
import { Office } from '../app/Office';
import { useWords } from '../i18n';
import { Waiting } from '../shared/Failure';
import { Select } from '../shared/form/Select';
import { Deliveries } from './Deliveries';
import { useWebhooks, type DeliveryFilter } from './hookQueries';
import { deliveriesAt, filterAt, HOOKS } from './where';

const STATES: DeliveryState[] = ['pending', 'delivered', 'dead'];

/** What was sent to all webhooks or to one, all of it or in one state. The filter stands in the address. */
export function DeliveriesPage() {
  const { t } = useWords();
  const hooks = useWebhooks();
  const items = hooks.data?.items;
  const [query, setQuery] = useSearchParams();
  const filter = filterAt(query);
  const set = (part: Partial<DeliveryFilter>) => setQuery(new URLSearchParams(deliveriesAt({ ...filter, ...part }).split('?')[1] ?? ''), { replace: true });
  const all = { value: '', name: t('filter.all') };
  return (
    <Office
      title={t('hooks.deliveries.title')} lead={t('hooks.deliveries.lead')} crumbs={[{ href: HOOKS, name: t('hooks.title') }]}
      tools={
        <div className="filters hookfilters">
          <Select inline label={t('hooks.deliveries.to')} value={filter.webhook} onChange={(event) => set({ webhook: event.target.value })} options={[all, ...(items ?? []).map(({ id, name }) => ({ value: id, name }))]} />
          <Select inline label={t('hooks.deliveries.state')} value={filter.state} onChange={(event) => set({ state: event.target.value as DeliveryState | '' })} options={[all, ...STATES.map((value) => ({ value, name: t(`hooks.deliveries.byState.${value}`) }))]} />
          {(filter.webhook || filter.state) && <button type="button" className="btn" onClick={() => set({ webhook: '', state: '' })}>{t('filter.clear')}</button>}
        </div>
      }
    >
      {!items && <Waiting error={hooks.error} retry={() => void hooks.refetch()} />}
      {items && <Deliveries key={`${filter.webhook}.${filter.state}`} filter={filter} hooks={items} named none={<None filter={filter} hooks={items.length} />} />}
    </Office>
  );
}

function None({ filter, hooks }: { filter: DeliveryFilter; hooks: number }) {
  const { t } = useWords();
  if (hooks === 0) return <><p>{t('hooks.deliveries.noneHooks')}</p><p><Link href={`${HOOKS}/them`} className="btn">{t('hooks.add')}</Link></p></>;
  if (filter.webhook && filter.state) return <p>{t('hooks.deliveries.nothing')}</p>;
  return <p>{t(filter.state === 'dead' ? 'hooks.deliveries.noDead' : filter.state === 'pending' ? 'hooks.deliveries.noPending' : 'hooks.deliveries.none')}</p>;
}
