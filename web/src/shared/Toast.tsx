import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { useWords } from '../i18n';

export interface Message { text: string; tone: 'done' | 'fault'; undo?: () => void }
const ToastContext = createContext<(message: Message) => void>(() => {});

/** Says what was just done and offers to undo it. It stays until the next act or until closed: no time limit. */
export const useToast = () => useContext(ToastContext);

export function ToastProvider({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const [message, setMessage] = useState<Message | null>(null);
  const say = useCallback((next: Message) => setMessage(next), []);
  const close = () => setMessage(null);
  const Icon = message?.tone === 'fault' ? CircleAlert : CircleCheck;
  return (
    <ToastContext.Provider value={useMemo(() => say, [say])}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {message && (
          <div className={`toast ${message.tone}`}>
            <Icon aria-hidden className="i" />
            <span className="grow">{message.text}</span>
            {message.undo && (
              <button type="button" className="btn" onClick={() => { close(); message.undo?.(); }}>{t('checklists.toast.undo')}</button>
            )}
            <button type="button" className="icb" onClick={close} aria-label={t('close')}><X aria-hidden className="i" /></button>
          </div>
        )}
      </div>
    </ToastContext.Provider>
  );
}
