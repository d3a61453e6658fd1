import { useWords } from '../i18n';
import { Field } from '../shared/Field';
import { MomentField } from '../shared/form/MomentField';
import { Tiles } from '../shared/form/Tiles';
import { SEEN, type SignDraft, type SignFault } from './draft';
import { kindIcon, useKinds } from './kinds';

export interface StepProps { draft: SignDraft; change: (part: Partial<SignDraft>) => void; errorOf: (fault: SignFault) => string | null }

/** Several may be seen at once. */
export function WhatStep({ draft, change, errorOf }: StepProps) {
  const { t, loc } = useWords();
  const kinds = useKinds();
  return (
    <Tiles
      several id="sign-signs" legend={t('signs.what')} hint={t('signs.whatHint')} error={errorOf('signs')}
      value={draft.signs} onChange={(signs) => change({ signs })}
      tiles={kinds.map(({ code, name }) => ({ value: code, name: loc(name), icon: kindIcon(code) }))}
    />
  );
}

export function MoreStep({ draft, change, errorOf }: StepProps) {
  const { t } = useWords();
  return (
    <>
      <Tiles small id="sign-seen" legend={t('signs.seen')} error={errorOf('seen')} value={draft.seen} onChange={(seen) => change({ seen })} tiles={SEEN.map((value) => ({ value, name: t(`signs.seenAt.${value}`) }))} />
      {draft.seen === 'longer' && <MomentField label={t('signs.seenTime')} value={draft.seenAt} onChange={(seenAt) => change({ seenAt })} />}
      <Field multiline id="sign-note" label={`${t('signs.note')} (${t('optional')})`} hint={t('signs.noteHint')} error={errorOf('note')} rows={3} maxLength={2000} value={draft.note} onChange={(event) => change({ note: event.target.value })} />
      <Field id="sign-people" label={`${t('signs.people')} (${t('optional')})`} hint={t('signs.peopleHint')} error={errorOf('people')} inputMode="numeric" value={draft.people} onChange={(event) => change({ people: event.target.value })} />
    </>
  );
}
