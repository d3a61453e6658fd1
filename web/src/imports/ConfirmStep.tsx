import { DatabaseZap, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../i18n';
import { usePlans } from '../plans/planQueries';
import { Row } from '../shared/ConfirmSheet';
import { number } from '../shared/format';
import type { StepProps } from './ImportPage';
import { writes } from './wizard';

/** What is about to be written, and into what; the only step that writes. */
export function ConfirmStep({ state, onAct }: StepProps & { onAct: () => void }) {
  const { t, loc, lang } = useWords();
  const plans = usePlans().data ?? [];
  const [sure, setSure] = useState(false);
  const { draft, settings, file } = state;
  if (!draft) return null;
  const { counts } = draft;
  const plan = settings.into && settings.into !== 'force' ? settings.into.plan : null;
  const named = plans.find((each) => each.code === plan);
  const force = settings.kind === 'zones' && settings.into === 'force';
  const n = (count: number) => number(count, lang);
  const kind = t(`importing.kind.${settings.kind}.noun`);
  return (
    <div className="block confirm">
      <dl className="cya">
        <Row name={t('importing.theFile')}>{file?.name}</Row>
        {draft.crs && <Row name={t('importing.read')}>{loc(draft.crs.name)}</Row>}
        <Row name={t('importing.goes')}>
          {settings.kind !== 'zones' ? t(`importing.kind.${settings.kind}.goes`) : force ? t('importing.into.force') : named ? `${t('importing.into.draftOf')} ${named.unit_name} · ${loc(named.hazard_name)} (${named.code})` : plan}
        </Row>
        <Row name={t('importing.willWrite')}><b>{t('importing.willWriteWords', { added: n(counts.added), changed: n(counts.changed), repaired: n(counts.repaired + settings.taken.length) })}</b></Row>
        <Row name={t('importing.willNot')}>{t('importing.willNotWords', { unchanged: n(counts.unchanged), refused: n(counts.refused), held: n(counts.held - settings.taken.length) })}</Row>
      </dl>
      {force && (
        <div className="ban dan"><TriangleAlert aria-hidden className="i" /><div className="grow"><p>{t('importing.forceWarn')}</p><label className="tickline"><input type="checkbox" className="chk small" checked={sure} onChange={(event) => setSure(event.target.checked)} />{t('importing.forceSure')}</label></div></div>
      )}
      <p><button type="button" className="btn pri xl" disabled={state.busy || (force && !sure)} onClick={onAct} data-act="write"><DatabaseZap aria-hidden className="i" />{t('importing.act', { count: writes(state), n: n(writes(state)), kind })}</button></p>
    </div>
  );
}
