import { useWords } from '../i18n';
import { Field } from '../shared/Field';
import type { useFormErrors } from '../shared/form/useFormErrors';
import { toggled, toggledGroup, type HookDraft } from './draft';
import { kindWord } from './KindsShort';
import { grouped } from './kinds';

export const FIELDS = ['name', 'url', 'kinds'] as const;
interface Props { draft: HookDraft; onChange: (draft: HookDraft) => void; errors: ReturnType<typeof useFormErrors>; /** All there are. */ offered: string[]; urlHint: string }

/** Who is told, where, and of what. Every kind there is stands in view, in groups that can be taken whole. */
export function HookFields({ draft, onChange, errors, offered, urlHint }: Props) {
  const { t } = useWords();
  const set = (part: Partial<HookDraft>) => onChange({ ...draft, ...part });
  return (
    <>
      <Field id={errors.idOf('name')} label={t('hooks.name')} hint={t('hooks.nameHint')} error={errors.of('name')} value={draft.name} onChange={(event) => set({ name: event.target.value })} autoComplete="off" />
      <Field id={errors.idOf('url')} label={t('hooks.url')} hint={urlHint} error={errors.of('url')} value={draft.url} onChange={(event) => set({ url: event.target.value })} inputMode="url" autoComplete="off" autoCapitalize="none" spellCheck={false} />
      <Kinds id={errors.idOf('kinds')} error={errors.of('kinds')} offered={offered} chosen={draft.kinds} onChange={(kinds) => set({ kinds })} />
    </>
  );
}

interface KindsProps { id: string; error: string | null; offered: string[]; chosen: string[]; onChange: (kinds: string[]) => void }
function Kinds({ id, error, offered, chosen, onChange }: KindsProps) {
  const { t } = useWords();
  const groups = grouped(offered);
  const first = groups[0]?.kinds[0];
  return (
    <fieldset className={error ? 'fld hookkinds err' : 'fld hookkinds'} aria-describedby={[`${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')}>
      <legend>{t('hooks.kinds')}</legend>
      <p id={`${id}-hint`} className="hint">{t('hooks.kindsHint')}</p>
      {error && <p id={`${id}-error`} className="errmsg">{error}</p>}
      <p className="sm mut" role="status">{t('hooks.chosen', { count: chosen.length, total: offered.length })}</p>
      {groups.map(({ group, kinds }) => {
        const all = kinds.every((kind) => chosen.includes(kind));
        return (
          <div key={group} className="kindgroup" role="group" aria-labelledby={`${id}-${group}`} data-group={group}>
            <div className="row sp">
              <h3 id={`${id}-${group}`}>{t(`hooks.group.${group}`)}</h3>
              <button type="button" className="btn s" aria-describedby={`${id}-${group}`} onClick={() => onChange(toggledGroup(chosen, kinds))} data-act="group">{t(all ? 'hooks.noGroup' : 'hooks.wholeGroup')}</button>
            </div>
            <div className="kindboxes">
              {kinds.map((kind) => (
                <label key={kind} className="kindbox">
                  <input id={kind === first ? id : undefined} type="checkbox" className="chk small" value={kind} checked={chosen.includes(kind)} onChange={() => onChange(toggled(chosen, kind))} />
                  <span>{kindWord(kind, t)}<small><code>{kind}</code></small></span>
                </label>
              ))}
            </div>
          </div>
        );
      })}
    </fieldset>
  );
}
