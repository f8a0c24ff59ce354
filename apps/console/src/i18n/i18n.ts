import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en';
import { nb } from './nb';

/** The languages of the console. */
export const LANGUAGES = ['nb', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const STORAGE_KEY = 'console.language';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

/** Begins with the language that was chosen before, or that of the browser: Norwegian unless it prefers English. */
export async function startTranslations(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
    document.title = i18next.t('app.title');
  });
  await i18next.use(initReactI18next).init({
    lng: initialLanguage(),
    fallbackLng: 'nb',
    resources: { nb: { translation: nb }, en: { translation: en } },
    // React escapes what it renders.
    interpolation: { escapeValue: false },
  });
}

/** Changes the language, and remembers it in this browser. */
export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(STORAGE_KEY, language);
  await i18next.changeLanguage(language);
}

function initialLanguage(): Language {
  const stored = localStorage.getItem(STORAGE_KEY);
  if (stored === 'nb' || stored === 'en') return stored;
  return navigator.language.startsWith('en') ? 'en' : 'nb';
}
