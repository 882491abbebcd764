/** Languages in which the application is complete; the first is the source of truth. */
export const languages = ['cs', 'en'] as const
export type Language = (typeof languages)[number]

const key = 'glosa.language'

/** The language chosen on this device, else Czech. */
export function storedLanguage(): Language {
  const stored = readSetting(key)
  return languages.find((language) => language === stored) ?? 'cs'
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
