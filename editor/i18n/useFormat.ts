import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { formatsOf, type Format } from './format.ts'
import { languages } from './languages.ts'

/** Dates and numbers in the language shown now. */
export function useFormat(): Format {
  const { i18n } = useTranslation()
  return useMemo(() => formatsOf(languages.find((language) => language === i18n.language) ?? 'cs'), [i18n.language])
}
