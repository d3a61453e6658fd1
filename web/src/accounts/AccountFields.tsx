import { useRoles, useUnits } from '../api/accounts';
import type { Role, Unit } from '../api/types';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { Field } from '../shared/Field';
import { Choices } from '../shared/form/Choices';
import { Select } from '../shared/form/Select';
import type { useFormErrors } from '../shared/form/useFormErrors';
import { ROLES } from './roles';

export interface AccountDraft { name: string; display_name: string; role: Role | null; unit_code: string }
interface Props {
  draft: AccountDraft; onChange: (draft: AccountDraft) => void; errors: ReturnType<typeof useFormErrors>;
  /** The name one signs in with is given once. */
  nameFixed?: boolean;
}

/** Who, which role, where. Each role says what it may do, because its name alone is not understood the same everywhere. */
export function AccountFields({ draft, onChange, errors, nameFixed = false }: Props) {
  const { t, loc } = useWords();
  const roles = useRoles().data ?? [];
  const { account: own } = useSignedIn();
  const units = useUnits().data ?? [];
  const set = (part: Partial<AccountDraft>) => onChange({ ...draft, ...part });
  const whole = own?.unit_code ? [] : [{ value: '', name: t('account.wholeProvince') }];
  return (
    <>
      <Field id={errors.idOf('display_name')} label={t('account.displayName')} hint={t('account.displayNameHint')} error={errors.of('display_name')} value={draft.display_name} onChange={(e) => set({ display_name: e.target.value })} autoComplete="off" />
      {!nameFixed && <Field id={errors.idOf('name')} label={t('account.name')} hint={t('account.nameHint')} error={errors.of('name')} value={draft.name} onChange={(e) => set({ name: e.target.value })} autoComplete="off" autoCapitalize="none" spellCheck={false} />}
      <Choices
        id={errors.idOf('role')} legend={t('account.role')} error={errors.of('role')} value={draft.role} onChange={(role) => set({ role })}
        choices={ROLES.map((role) => {
          const info = roles.find((each) => each.role === role);
          return { value: role, name: info ? loc(info.name) : t(`role.${role}`), what: loc(info?.what) };
        })}
      />
      <Select
        id={errors.idOf('unit_code')} label={t('account.unit')} hint={t('account.unitHint')} error={errors.of('unit_code')}
        value={draft.unit_code} onChange={(e) => set({ unit_code: e.target.value })}
        options={[...whole, ...withinReach(units, own?.unit_code ?? null).map((unit) => ({ value: unit.code, name: unit.name }))]}
      />
    </>
  );
}

/** The own unit and those below it; for an account of the whole province, all of them. */
function withinReach(units: Unit[], root: string | null): Unit[] {
  const byName = (a: Unit, b: Unit) => a.name.localeCompare(b.name, 'vi');
  if (root === null) return [...units].sort(byName);
  const within = (unit: Unit | undefined): boolean => unit !== undefined && (unit.code === root || (unit.parent_code !== null && within(units.find((each) => each.code === unit.parent_code))));
  return units.filter((unit) => within(unit)).sort((a, b) => Number(b.code === root) - Number(a.code === root) || byName(a, b));
}

/** What the form itself can find missing, in the words of each field. */
export function missingIn(draft: AccountDraft, t: ReturnType<typeof useWords>['t'], nameFixed = false) {
  return {
    display_name: draft.display_name.trim() === '' && t('account.displayNameMissing'),
    name: !nameFixed && draft.name.trim() === '' && t('account.nameMissing'),
    role: draft.role === null && t('account.roleMissing'),
  };
}
