import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Texts } from './en';
import type { enAdmin } from './en-admin';

/** The languages of the console. */
export const LANGUAGES = ['nb', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

interface LanguageTexts {
  readonly texts: Texts;
  /** The text of a message that the service gives, in English and for developers. */
  messageOf(message: string): string;
}

/** The texts of a language are loaded when it is chosen. */
const TEXTS: Readonly<Record<Language, () => Promise<LanguageTexts>>> = {
  async nb() {
    const [{ nb }, { nbServiceMessage }] = await Promise.all([import('./nb'), import('./nb-service')]);
    return { texts: nb, messageOf: nbServiceMessage };
  },
  async en() {
    const [{ en }, { enServiceMessage }] = await Promise.all([import('./en'), import('./en-service')]);
    return { texts: en, messageOf: enServiceMessage };
  },
};

const messages = new Map<string, LanguageTexts['messageOf']>();

/** A message of the service about a field, or about a rule that refuses a change, in the language of the employee. */
export function serviceMessage(message: string): string {
  return messages.get(i18next.language)?.(message) ?? message;
}

async function textsOf(language: Language): Promise<Texts> {
  const { texts, messageOf } = await TEXTS[language]();
  messages.set(language, messageOf);
  return texts;
}

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
    resources: { [language]: { translation: await textsOf(language) } },
    // React escapes what it renders.
    interpolation: { escapeValue: false },
  });
}

/** Changes the language, and remembers it in this browser. */
export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(STORAGE_KEY, language);
  i18next.addResourceBundle(language, 'translation', await textsOf(language));
  await i18next.changeLanguage(language);
}

function initialLanguage(): Language {
  const stored = localStorage.getItem(STORAGE_KEY);
  if (stored === 'nb' || stored === 'en') return stored;
  return navigator.language.startsWith('en') ? 'en' : 'nb';
}
