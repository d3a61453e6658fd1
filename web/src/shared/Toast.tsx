import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { createContext, useCallback, useContext, useEffect, useState, type ReactNode } from 'react';
import { useWords } from '../i18n';

export interface Message { text: string; tone: 'done' | 'fault'; undo?: () => void }
const NEWS_MS = 10_000;
const ToastContext = createContext<(message: Message) => void>(() => {});

/** Says what was just done and offers to undo it. What can be undone, or went wrong, stays until closed; news goes. */
export const useToast = () => useContext(ToastContext);

export function ToastProvider({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const [message, setMessage] = useState<Message | null>(null);
  const say = useCallback((next: Message) => setMessage(next), []);
  const close = () => setMessage(null);
  useEffect(() => {
    if (!message || message.undo || message.tone === 'fault') return;
    const timer = setTimeout(() => setMessage(null), NEWS_MS);
    return () => clearTimeout(timer);
  }, [message]);
  const Icon = message?.tone === 'fault' ? CircleAlert : CircleCheck;
  return (
    <ToastContext.Provider value={say}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {message && (
          <div className={`toast ${message.tone}`}>
            <Icon aria-hidden className="i" />
            <span className="grow">{message.text}</span>
            {message.undo && (
              <button type="button" className="btn" onClick={() => { close(); message.undo?.(); }}>{t('undo')}</button>
            )}
            <button type="button" className="icb" onClick={close} aria-label={t('close')}><X aria-hidden className="i" /></button>
          </div>
        )}
      </div>
    </ToastContext.Provider>
  );
}
