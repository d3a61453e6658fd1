import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, startPage } from './app/App';
import { startTheme } from './app/theme';
import { startWords } from './i18n';

// No `await` outside: files that import from this one would wait until it has ended, and it for them.
async function start(): Promise<void> {
  startTheme();
  await Promise.all([startWords(), startPage()]);
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<StrictMode><App /></StrictMode>);
}
void start();
