import { useWords } from '../i18n';
import { Field } from '../shared/Field';
import { Tiles } from '../shared/form/Tiles';
import type { NameField, Naming } from './begin';

interface Props { naming: Naming; set: (part: Partial<Naming>) => void; errorOf: (field: NameField) => string | null; idOf: (field: string) => string }

/** What officials call an event: a storm by year and number, anything else by what it is and its days. */
export function NameFields({ naming: draft, set, errorOf, idOf }: Props) {
  const { t } = useWords();
  return (
    <>
      <Tiles legend={t('begin.naming')} value={draft.naming} onChange={(naming) => set({ naming })} tiles={[{ value: 'storm', name: t('begin.storm') }, { value: 'episode', name: t('begin.episode') }]} />
      {draft.naming === 'storm' ? (
        <div className="halves">
          <Field id={idOf('number')} label={t('begin.number')} hint={t('begin.numberHint')} error={errorOf('number')} inputMode="numeric" value={draft.number} onChange={(e) => set({ number: e.target.value })} />
          <Field label={t('begin.year')} hint={t('begin.yearHint')} inputMode="numeric" value={draft.year} onChange={(e) => set({ year: e.target.value })} />
          <Field label={`${t('begin.international')} (${t('optional')})`} hint={t('begin.internationalHint')} value={draft.international} onChange={(e) => set({ international: e.target.value })} autoCapitalize="characters" />
        </div>
      ) : (
        <div className="halves">
          <Field id={idOf('what')} label={t('begin.what')} hint={t('begin.whatHint')} error={errorOf('what')} value={draft.what} onChange={(e) => set({ what: e.target.value })} />
          <Field id={idOf('from')} label={t('begin.from')} hint="dd/mm/yyyy" error={errorOf('from')} inputMode="numeric" value={draft.from} onChange={(e) => set({ from: e.target.value })} />
          <Field id={idOf('to')} label={`${t('begin.to')} (${t('optional')})`} hint="dd/mm/yyyy" error={errorOf('to')} inputMode="numeric" value={draft.to} onChange={(e) => set({ to: e.target.value })} />
        </div>
      )}
    </>
  );
}
