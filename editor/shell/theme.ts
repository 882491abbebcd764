import { readSetting, writeSetting } from '../i18n/languages.ts'

export const themes = ['system', 'light', 'dark'] as const
/** `system` follows the setting of the device. */
export type Theme = (typeof themes)[number]

const key = 'glosa.theme'

export function storedTheme(): Theme {
  const stored = readSetting(key)
  return themes.find((theme) => theme === stored) ?? 'system'
}

/** Draws the page in the theme, without remembering it. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}

/** Draws the page in the theme, here and next time. */
export function chooseTheme(theme: Theme): void {
  writeSetting(key, theme)
  applyTheme(theme)
}
