import { X } from 'lucide-react';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useWords } from '../i18n';

interface Props { title: string; onClose: () => void; children: ReactNode; wide?: boolean }

/** A native modal dialog: focus stays inside, Escape closes, focus returns to where it was. */
export function Dialog({ title, onClose, children, wide }: Props) {
  const { t } = useWords();
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className={wide ? 'dlg wide' : 'dlg'}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className="dlg-h">
        <h2 id={heading}>{title}</h2>
        <button type="button" className="icb" onClick={onClose} aria-label={t('close')}><X aria-hidden className="i" /></button>
      </header>
      {children}
    </dialog>
  );
}
