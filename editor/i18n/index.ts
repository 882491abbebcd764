import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { czech } from './czech.ts'
import { withFirmSpaces } from './format.ts'
import { languages, storedLanguage, storeLanguage, type Language } from './languages.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof czech }
  }
}

/** The words of a language. Czech is in the first bundle, the others are fetched when chosen. */
const wordsOf: Readonly<Record<Language, () => Promise<object>>> = {
  cs: () => Promise.resolve(czech),
  en: async () => (await import('./english.ts')).english,
  pl: async () => (await import('./polish.ts')).polish,
  sk: async () => (await import('./slovak.ts')).slovak,
}

const shown = (): Language => languages.find((language) => language === i18next.language) ?? 'cs'

/** Makes the translations ready in the language chosen on this device. */
export async function startTranslations(language: Language = storedLanguage()): Promise<void> {
  await i18next
    .use(initReactI18next)
    .use({ type: 'postProcessor', name: 'firmSpaces', process: (value: string) => withFirmSpaces(value, shown()) })
    .init({
      lng: language,
      fallbackLng: 'cs',
      resources: { cs: { translation: await wordsOf.cs() } },
      partialBundledLanguages: true,
      postProcess: ['firmSpaces'],
      interpolation: { escapeValue: false },
      returnNull: false,
    })
  await showLanguage(language)
}

/** Shows everything in another language, here and next time. */
export async function changeLanguage(language: Language): Promise<void> {
  storeLanguage(language)
  await showLanguage(language)
}

async function showLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await wordsOf[language]())
  }
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}
