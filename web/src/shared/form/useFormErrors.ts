import { useState } from 'react';
import { Problem } from '../../api/problem';
import { useWords } from '../../i18n';
import { failureWords } from '../Failure';
import type { FieldError } from './ErrorSummary';

/**
 * The errors of one form, by field. The server's own refusals land on the field its pointer names
 * (`/display_name` is the field `prefix-display_name`); what concerns no field is kept apart, as `general`.
 */
export function useFormErrors(prefix: string, fields: readonly string[]) {
  const { t } = useWords();
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [general, setGeneral] = useState<string | null>(null);
  const idOf = (field: string) => `${prefix}-${field}`;
  return {
    errors, general, idOf,
    of: (field: string): string | null => errors.find((error) => error.id === idOf(field))?.words ?? null,
    clear: () => { setErrors([]); setGeneral(null); },
    /** Shows what the form itself found missing; true when there is something. */
    found: (faults: Partial<Record<string, string | false>>): boolean => {
      const list = fields.flatMap((field) => {
        const words = faults[field];
        return words ? [{ id: idOf(field), words }] : [];
      });
      setErrors(list);
      setGeneral(null);
      return list.length > 0;
    },
    failed: (reason: unknown) => {
      const named = reason instanceof Problem ? reason.errors.filter((error) => fields.includes(error.pointer.slice(1))) : [];
      setErrors(named.map((error) => ({ id: idOf(error.pointer.slice(1)), words: error.detail })));
      setGeneral(named.length > 0 ? null : failureWords(reason, t, true));
    },
  };
}
