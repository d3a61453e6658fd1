import { MessageSquare } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { useWords } from '../../i18n';
import { RichText } from './RichText';
import './richtext.css';

interface Props {
  heading: string; hint?: string;
  /** What is missing here, in words; said before anything else, because unknown is loud. */
  missing?: string | null;
  error?: string | null;
  /** Open comments; with `onComments` the count opens them. */
  comments?: number; onComments?: () => void;
  value: string; onChange: (text: string) => void;
  /** For the error summary to link to. */
  id?: string;
  /** Who is editing it, what was changed since: whatever the page knows of this section. */
  aside?: ReactNode;
}

/** A section of a plan: heading, what belongs in it, what is missing, how many comments wait, and its text. */
export function SectionField({ heading, hint, missing, error, comments = 0, onComments, value, onChange, id: given, aside }: Props) {
  const { t } = useWords();
  const own = useId();
  const id = given ?? own;
  return (
    <section className={error ? 'secfld err' : 'secfld'} aria-labelledby={`${id}-h`}>
      <header className="row sp wrap">
        <h3 id={`${id}-h`}>{heading}</h3>
        <span className="row wrap">
          {missing && <span className="tag unk">{missing}</span>}
          {aside}
          {(comments > 0 || onComments) && (
            <button type="button" className="btn s" onClick={onComments} disabled={!onComments}><MessageSquare aria-hidden className="i sm" />{t('richtext.comments', { count: comments })}</button>
          )}
        </span>
      </header>
      {hint && <p id={`${id}-hint`} className="hint">{hint}</p>}
      {error && <p id={`${id}-error`} className="errmsg">{error}</p>}
      <RichText id={id} label={heading} describedBy={[hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined} value={value} onChange={onChange} invalid={Boolean(error)} />
    </section>
  );
}
