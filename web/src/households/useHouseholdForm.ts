import { useState, type FormEvent } from 'react';
import { useWords } from '../i18n';
import { Problem } from '../api/problem';
import { useFormErrors } from '../shared/form/useFormErrors';
import { draftOf, entryOf, missingIn, type Draft } from './draft';
import { FORM_FIELDS, type Extra } from './HouseholdForm';
import type { Entry } from './types';

/** What a form of a household holds, and sending it. Faults of the line itself are told of its fields. */
export function useHouseholdForm(before: Entry, code: string, send: (entry: Entry, extra: Extra) => Promise<void>, more: () => Record<string, string | false> = () => ({})) {
  const { t } = useWords();
  const [draft, setDraft] = useState<Draft>(() => draftOf(before));
  const [extra, setExtra] = useState<Extra>({ code, as_of: '', reason: '' });
  const [busy, setBusy] = useState(false);
  const errors = useFormErrors('household', FORM_FIELDS);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const missing = missingIn(draft);
    const faults = {
      head: missing.includes('head') && t('register.sheet.missing.head'), village: missing.includes('village') && t('register.sheet.missing.village'),
      people: missing.includes('people') && t('register.sheet.missing.people'), male: missing.includes('sexes') && t('register.sheet.missing.sexes'),
      position: missing.includes('position') && t('register.sheet.missing.position'),
    };
    if (errors.found({ ...faults, ...more() })) return;
    setBusy(true);
    try {
      await send(entryOf(draft, before), extra);
    } catch (reason) {
      errors.failed(reason);
      setBusy(false);
      if (reason instanceof Problem && reason.stale) throw reason;
    }
  };
  return { draft, setDraft, extra, setExtra, busy, errors, submit };
}
