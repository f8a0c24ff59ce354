import './design/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { startTheme } from './design/theme';
import { startTranslations } from './i18n/i18n';

startTheme();
await startTranslations();
const element = document.getElementById('root');
if (element === null) throw new Error('The page has no element with the id root.');
createRoot(element).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
