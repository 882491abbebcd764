import { describe, expect, it } from 'vitest'
import { officeLanguages, usualSettings } from './officeLanguage.ts'
import { defaultSettings } from './officeSettings.ts'

describe('the usual settings of an office', () => {
  it('[PL2] count with the public holidays of the country whose language it is', () => {
    expect(officeLanguages.map((language) => usualSettings(language).calendar.country)).toEqual([
      'cs',
      'cs',
      'pl',
      'sk',
    ])
    expect(usualSettings('cs')).toEqual(defaultSettings)
  })
})
