/** Languages in which the application is complete; the first is the source of truth. */
export const languages = ['cs', 'en', 'pl', 'sk'] as const
export type Language = (typeof languages)[number]

const key = 'glosa.language'

/** The language chosen on this device, else that of the office. */
export function storedLanguage(): Language {
  const stored = readSetting(key)
  return languages.find((language) => language === stored) ?? officeLanguage()
}

/** The language of the office, in which its materials are written; the server tells it with the page. */
export function officeLanguage(): Language {
  const told = document.querySelector('meta[name="glosa-language"]')?.getAttribute('content')
  return languages.find((language) => language === told) ?? 'cs'
}

export const storeLanguage = (language: Language): void => writeSetting(key, language)

/** A setting of this device; `null` when there is none or the browser keeps nothing. */
export function readSetting(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch (error) {
    // Browsers set to keep nothing throw a SecurityError; the setting then lasts as long as the page.
    if (error instanceof DOMException) return null
    throw error
  }
}

export function writeSetting(name: string, value: string): void {
  try {
    localStorage.setItem(name, value)
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
  }
}
