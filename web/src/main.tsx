import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, startData } from './app/App';
import { startTheme } from './app/theme';
import { startWords } from './i18n';
import './styles/index.css';

startTheme();
await Promise.all([startWords(), startData()]);
const root = document.getElementById('root');
if (root) createRoot(root).render(<StrictMode><App /></StrictMode>);
