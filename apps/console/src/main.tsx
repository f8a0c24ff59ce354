import './design/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { startTheme } from './design/theme';
import { startTranslations } from './i18n/i18n';

// A page that the browser has kept would show customers again, after a sign-out too: Back begins with the sign-in instead.
addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
startTheme();
await startTranslations();
const element = document.getElementById('root');
if (element === null) throw new Error('The page has no element with the id root.');
createRoot(element).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
