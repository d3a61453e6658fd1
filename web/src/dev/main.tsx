// The parts plans are written with, on a page of their own: `npm run dev`, then /parts.html. Not part of the built app;
// e2e/parts.mjs drives it in a browser.
import '../i18n/desk';
import '../i18n/room';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startTheme } from '../app/theme';
import { startWords } from '../i18n';
import '../styles/index.css';
import '../styles/office.css';
import { Parts } from './Parts';

startTheme();
await startWords();
const root = document.getElementById('root');
if (root) createRoot(root).render(<StrictMode><Parts /></StrictMode>);
