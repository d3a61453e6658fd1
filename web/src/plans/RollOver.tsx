import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { now } from '../shared/clock';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { Dialog } from '../shared/Dialog';
import { Select } from '../shared/form/Select';
import { number } from '../shared/format';
import { Tag } from '../shared/Tags';
import { CircleCheck } from 'lucide-react';
import { rollOver } from './acts';
import { planKeys, useHazards } from './planQueries';
import type { PlanItem, RolledOver } from './types';

/** Takes the plans in force over to the next season as drafts: checked first, then told plan by plan. */
export function RollOver({ plans, unit, onClose }: { plans: PlanItem[]; unit: string | null; onClose: () => void }) {
  const { t, lang, loc } = useWords();
  const client = useQueryClient();
  const hazards = useHazards().data ?? [];
  const year = now().getFullYear() + 1;
  const [season, setSeason] = useState(year);
  const [hazard, setHazard] = useState('');
  const [result, setResult] = useState<RolledOver[] | null>(null);
  const meant = plans.filter((plan) => plan.in_force && (hazard === '' || plan.hazard === hazard));
  const busy = meant.filter((plan) => plan.open);
  if (result) return <Result items={result} plans={plans} season={season} onClose={onClose} />;
  const act = t('plan.roll.act', { season, count: meant.length - busy.length });
  return (
    <ConfirmSheet
      act={act}
      answers={[
        { name: t('plan.roll.season'), value: String(season) },
        { name: t('plan.roll.which'), value: t('plan.roll.inForce', { n: number(meant.length, lang), count: meant.length }) },
        { name: t('plan.roll.left'), value: busy.length === 0 ? t('plan.roll.none') : <>{t('plan.roll.open', { n: number(busy.length, lang), count: busy.length })}<small>{busy.slice(0, 6).map((plan) => plan.code).join(', ')}{busy.length > 6 ? '…' : ''}</small></> },
        { name: t('plan.roll.then'), value: t('plan.roll.thenWords') },
      ]}
      onAct={async () => {
        const { items } = await rollOver({ season, ...(unit ? { unit_code: unit } : {}), ...(hazard ? { hazard } : {}) });
        void client.invalidateQueries({ queryKey: planKeys.all });
        setResult(items);
      }}
      onClose={() => setTimeout(() => setResult((now) => { if (!now) onClose(); return now; }))}
    >
      <div className="pair-f">
        <Select label={t('plan.roll.season')} value={String(season)} onChange={(e) => setSeason(Number(e.target.value))} options={[year - 1, year, year + 1].map((y) => ({ value: String(y), name: String(y) }))} />
        <Select label={t('plan.hazard')} value={hazard} onChange={(e) => setHazard(e.target.value)} options={[{ value: '', name: t('filter.all') }, ...hazards.map((h) => ({ value: h.code, name: loc(h.name) }))]} />
      </div>
    </ConfirmSheet>
  );
}

function Result({ items, plans, season, onClose }: { items: RolledOver[]; plans: PlanItem[]; season: number; onClose: () => void }) {
  const { t, loc } = useWords();
  const made = items.filter((item) => item.n !== null).length;
  const named = (id: string) => plans.find((plan) => plan.id === id);
  return (
    <Dialog title={t('plan.roll.done', { season })} onClose={onClose} wide>
      <div className="dlg-b" tabIndex={0}>
        <Banner tone={made === items.length ? 'ok' : 'warn'} icon={CircleCheck}>{t('plan.roll.made', { made, total: items.length })}</Banner>
        <ul className="lines">
          {[...items].sort((a, b) => Number(a.n !== null) - Number(b.n !== null)).map((item) => (
            <li key={item.plan_id}>
              <span className="grow"><b>{item.code}</b><small>{named(item.plan_id)?.unit_name} · {loc(named(item.plan_id)?.hazard_name)}</small></span>
              {item.n !== null ? <Link href={`/plans/${item.plan_id}/versions/${item.n}`}>{t('plan.versionN', { n: item.n })}</Link> : <span className="why-not"><Tag tone="warn">{t('plan.roll.notMade')}</Tag><small>{loc(item.reason)}</small></span>}
            </li>
          ))}
        </ul>
      </div>
      <footer className="dlg-x"><button type="button" className="btn pri" onClick={onClose}>{t('close')}</button></footer>
    </Dialog>
  );
}
