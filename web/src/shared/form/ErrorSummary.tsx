import { useEffect, useRef } from 'react';
import { useWords } from '../../i18n';

export interface FieldError { id: string; words: string }

/** Everything to be mended, on top, each a link to its field. It takes the focus when it appears or changes. */
export function ErrorSummary({ errors }: { errors: FieldError[] }) {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const said = errors.map((error) => error.id + error.words).join('\n');
  useEffect(() => { if (said) box.current?.focus(); }, [said]);
  if (errors.length === 0) return null;
  return (
    <div ref={box} className="errsum" role="alert" tabIndex={-1}>
      <h3>{t('form.mend', { count: errors.length })}</h3>
      <ul>
        {errors.map((error) => (
          <li key={error.id}>
            <a href={`#${error.id}`} onClick={(event) => { event.preventDefault(); document.getElementById(error.id)?.focus(); }}>{error.words}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
