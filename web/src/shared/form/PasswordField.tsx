import { Eye, EyeOff } from 'lucide-react';
import { useId, useState } from 'react';
import { useWords } from '../../i18n';
import { doubts } from './passwordDoubts';

interface Props {
  label: string; hint?: string; error?: string | null; id?: string; value: string; onChange: (value: string) => void;
  autoComplete: 'current-password' | 'new-password';
  /** For a new password: says while it is typed what would make it hard to guess. `about` are words it should not hold. */
  advise?: { about: string[] };
}

/** A password can be looked at: people who type Vietnamese marks by keyboard rules need to see what came out. */
export function PasswordField({ label, hint, error, id: given, value, onChange, autoComplete, advise }: Props) {
  const { t } = useWords();
  const own = useId();
  const id = given ?? own;
  const [shown, setShown] = useState(false);
  const found = advise && value !== '' ? doubts(value, advise.about) : [];
  const Icon = shown ? EyeOff : Eye;
  const described = [hint && `${id}-hint`, error && `${id}-error`, advise && `${id}-advice`].filter(Boolean).join(' ') || undefined;
  return (
    <div className={error ? 'fld err' : 'fld'}>
      <label htmlFor={id}>{label}</label>
      {hint && <p id={`${id}-hint`} className="hint">{hint}</p>}
      {error && <p id={`${id}-error`} className="errmsg">{error}</p>}
      <div className="secretbox">
        <input
          id={id} className="inp" type={shown ? 'text' : 'password'} value={value} onChange={(event) => onChange(event.target.value)}
          autoComplete={autoComplete} autoCapitalize="none" spellCheck={false} aria-describedby={described} aria-invalid={error ? true : undefined}
        />
        <button type="button" className="btn s" aria-pressed={shown} onClick={() => setShown(!shown)}>
          <Icon aria-hidden className="i sm" />{t(shown ? 'password.hide' : 'password.show')}
        </button>
      </div>
      {advise && (
        <p id={`${id}-advice`} className={`advice${value !== '' && found.length === 0 ? ' good' : ''}`} aria-live="polite">
          {value === '' ? '' : found.length === 0 ? t('password.good') : found.map((doubt) => t(`password.doubt.${doubt}`)).join(' ')}
        </p>
      )}
    </div>
  );
}
