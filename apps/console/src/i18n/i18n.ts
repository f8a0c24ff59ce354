import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Texts } from './en';
import type { enAdmin } from './en-admin';

/** The languages of the console. */
export const LANGUAGES = ['nb', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The texts of a language are loaded when it is chosen. */
const TEXTS: Readonly<Record<Language, () => Promise<Texts>>> = {
  nb: async () => (await import('./nb')).nb,
  en: async () => (await import('./en')).en,
};

const STORAGE_KEY = 'console.language';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Texts; admin: typeof enAdmin };
  }
}

/** Begins with the language that was chosen before, or that of the browser: Norwegian unless it prefers English. */
export async function startTranslations(): Promise<void> {
  const language = initialLanguage();
  i18next.on('languageChanged', (current) => {
    document.documentElement.lang = current;
    document.title = i18next.t('app.title');
  });
  await i18next.use(initReactI18next).init({
    lng: language,
    // Every language has every text: a missing one does not compile.
    fallbackLng: false,
    resources: { [language]: { translation: await TEXTS[language]() } },
    // React escapes what it renders.
    interpolation: { escapeValue: false },
  });
}

/** Changes the language, and remembers it in this browser. */
export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(STORAGE_KEY, language);
  i18next.addResourceBundle(language, 'translation', await TEXTS[language]());
  await i18next.changeLanguage(language);
}

function initialLanguage(): Language {
  const stored = localStorage.getItem(STORAGE_KEY);
  if (stored === 'nb' || stored === 'en') return stored;
  return navigator.language.startsWith('en') ? 'en' : 'nb';
}
