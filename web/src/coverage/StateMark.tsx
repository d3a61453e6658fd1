import { useWords } from '../i18n';
import { STATES, type CoverState } from './types';

/** The codes are those of paper tables; English keeps them, and the legend says what they mean. */
export const CODE: Record<CoverState, string> = { in_force: 'HL', stale: 'CR', draft: 'DT', missing: 'TH', not_applicable: 'KA' };

export function StateMark({ state }: { state: CoverState }) {
  const { t } = useWords();
  return <span className={`cmark c-${state}`}><i aria-hidden /><b>{CODE[state]}</b> {t(`coverage.state.${state}`)}</span>;
}

export function Legend() {
  const { t } = useWords();
  return (
    <ul className="clegend" aria-label={t('coverage.legend')}>
      {STATES.map((state) => <li key={state}><StateMark state={state} /></li>)}
      <li className="sm mut">{t('coverage.overdueMark')}</li>
    </ul>
  );
}
