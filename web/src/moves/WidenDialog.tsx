import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { keys } from '../api/keys';
import type { Activation } from '../api/types';
import { usePlan } from '../plans/planQueries';
import { levelOf } from '../plans/levels';
import { useWords } from '../i18n';
import { useActKey } from '../shared/actKey';
import { Dialog } from '../shared/Dialog';
import { Failure, Waiting } from '../shared/Failure';
import { Field } from '../shared/Field';
import { Choices } from '../shared/form/Choices';
import { Tiles } from '../shared/form/Tiles';
import { useToast } from '../shared/Toast';
import { raiseActivation } from './acts';
import { clean } from './say';
import { ZonePick } from './ZonePick';
import { useZonesOfPlan } from './zonesOfPlan';

/** A running response made wider: a higher level with the zones that go with it, or zones added by hand. */
export function WidenDialog({ activation: a, onClose }: { activation: Activation; onClose: () => void }) {
  const { t, loc } = useWords();
  const client = useQueryClient();
  const say = useToast();
  const plan = usePlan(a.plan.id).data;
  const inForce = plan?.in_force;
  const { zones: all, ready, error: unread, retry } = useZonesOfPlan(plan && inForce ? { id: plan.id, hazard: plan.hazard, unit: plan.unit_code, n: inForce.number } : null);
  const now = a.level?.value.value ?? 0;
  const higher = [1, 2, 3, 4, 5].filter((level) => level > now);
  const open = new Set(a.zones.filter((zone) => zone.state === 'open').map((zone) => zone.zone_id));
  const addable = all.filter((zone) => !open.has(zone.id));
  const key = useActKey();
  const [how, setHow] = useState<'level' | 'zones' | null>(null);
  const [level, setLevel] = useState<string | null>(null);
  const [zones, setZones] = useState<string[]>([]);
  const [stage, setStage] = useState<'ordered' | 'prepare'>('ordered');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const byLevel = addable.filter((zone) => level !== null && zone.evacuate_from_level.value <= Number(level));
  const chosen = how === 'level' ? byLevel.map((zone) => zone.id) : zones;
  const complete = how === 'level' ? level !== null : zones.length > 0;
  const act = how === 'level' && level ? t('begin.widen.actLevel', { level, count: byLevel.length }) : t('begin.widen.actZones', { count: zones.length });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!how || !complete || clean(reason) === '') return;
    setBusy(true);
    setError(null);
    try {
      const decided = await raiseActivation(a, { ...(how === 'level' ? { level: levelOf(Number(level)) } : { zones }), stage, reason: clean(reason) }, key.read());
      client.setQueryData(keys.activation(decided.id), decided);
      for (const queryKey of [keys.activations, keys.zones, keys.moves, keys.audit(a.id)]) void client.invalidateQueries({ queryKey });
      say({ tone: 'done', text: t('begin.widen.done') });
      onClose();
    } catch (reason) {
      key.failed(reason);
      setError(reason);
      void client.invalidateQueries({ queryKey: keys.activation(a.id) });
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('begin.widen.open')} onClose={onClose} wide>
      <form className="dlg-f" noValidate onSubmit={(event) => void submit(event)}>
        <div className="dlg-b" tabIndex={0}>
          <p className="mut">{a.plan.title} · {loc(a.event?.name)}</p>
          <Choices legend={t('begin.widen.how')} error={tried && !how ? t('begin.widen.howMissing') : null} value={how} onChange={setHow} choices={[...(higher.length > 0 ? [{ value: 'level' as const, name: t('begin.widen.byLevel'), what: t('begin.widen.byLevelWhat') }] : []), { value: 'zones' as const, name: t('begin.widen.byZones'), what: t('begin.widen.byZonesWhat') }]} />
          {how === 'level' && <Tiles legend={t('begin.level')} small error={tried && !level ? t('begin.fault.level') : null} value={level} onChange={setLevel} tiles={higher.map((each) => ({ value: String(each), name: `${each} ${t(`level.risk.${String(each) as '1'}`)}` }))} />}
          {how && plan && !ready && <Waiting error={unread} retry={retry} />}
          {how === 'zones' && ready && addable.length === 0 && <p>{t('begin.widen.noneLeft')}</p>}
          {how && ready && (how === 'level' ? level : addable.length > 0) && <ZonePick id="widen-zones" legend={t(how === 'level' ? 'begin.widen.added' : 'begin.zones')} error={tried && !complete ? t('begin.fault.zones') : null} zones={how === 'level' ? byLevel : addable} chosen={chosen} onChange={how === 'level' ? () => {} : setZones} />}
          <StageChoice value={stage} onChange={setStage} />
          <Field multiline label={t('begin.reason')} hint={t('begin.reasonHint')} error={tried && clean(reason) === '' ? t('begin.fault.reason') : null} value={reason} onChange={(event) => setReason(event.target.value)} name="reason" />
          {error !== null && <Failure error={error} saving />}
        </div>
        <footer className="dlg-x"><button type="button" className="btn" onClick={onClose}>{t('back')}</button><button type="submit" className="btn xl dan" disabled={busy} data-act="widen">{act}</button></footer>
      </form>
    </Dialog>
  );
}

/** People leave at once, or get ready. */
export function StageChoice({ value, onChange }: { value: 'ordered' | 'prepare'; onChange: (stage: 'ordered' | 'prepare') => void }) {
  const { t } = useWords();
  return <Choices legend={t('begin.stage')} value={value} onChange={onChange} choices={[{ value: 'ordered', name: t('moves.zone.to.ordered'), what: t('moves.zone.will.ordered') }, { value: 'prepare', name: t('begin.prepare'), what: t('moves.zone.will.prepare') }]} />;
}
