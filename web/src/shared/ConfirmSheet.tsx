import { useState, type FormEvent, type ReactNode } from 'react';
import { useWords } from '../i18n';
import { Dialog } from './Dialog';
import { Failure } from './Failure';
import { Field } from './Field';

/** One answer to check: its name, and what it is. For a `dl` of the class `cya`. */
export function Row({ name, children }: { name: string; children: ReactNode }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

interface Props {
  /** What is about to be done, as the button will say it. */
  act: string;
  answers: { name: string; value: ReactNode }[];
  /** Red for what takes something away from somebody. */
  tone?: 'pri' | 'dan';
  /** Asks for words to go with the act; `needed` refuses to go on without them. */
  remark?: { label: string; hint?: string; needed?: string };
  /** Does it. What it throws is said in the sheet, and nothing typed is lost. */
  onAct: (remark: string) => Promise<void>;
  onClose: () => void;
  children?: ReactNode;
}

/** Two steps for what weighs: check the answers, then act. The button names the act, never “OK”. */
export function ConfirmSheet({ act, answers, tone = 'pri', remark, onAct, onClose, children }: Props) {
  const { t } = useWords();
  const [words, setWords] = useState('');
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation(); // the sheet may stand inside the form it confirms
    if (remark?.needed && words.trim() === '') return setMissing(true);
    setBusy(true);
    setError(null);
    try {
      await onAct(words.trim());
      onClose();
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('checkAnswers')} onClose={onClose} wide>
      <form onSubmit={(event) => void submit(event)} className="dlg-f" noValidate>
        <div className="dlg-b" tabIndex={0}>
          <p className="lead"><b>{act}</b></p>
          <dl className="cya">{answers.map(({ name, value }) => <Row key={name} name={name}>{value}</Row>)}</dl>
          {children}
          {remark && (
            <Field
              multiline
              label={remark.needed ? remark.label : `${remark.label} (${t('optional')})`}
              hint={remark.hint}
              error={missing ? remark.needed : null}
              value={words}
              onChange={(event) => { setWords(event.target.value); setMissing(false); }}
            />
          )}
          {error !== null && <Failure error={error} saving />}
        </div>
        <footer className="dlg-x">
          <button type="button" className="btn" onClick={onClose}>{t('back')}</button>
          <button type="submit" className={`btn xl ${tone}`} disabled={busy} data-act="confirm">{act}</button>
        </footer>
      </form>
    </Dialog>
  );
}
