import type { CodeListEntry } from '@glosa/domain/model'
import type { TFunction } from 'i18next'

const known = [
  'statutory-deadline',
  'threat-of-damage',
  'late-subsidy-call',
  'decision-of-the-board',
  'budget',
  'property',
  'personal-data',
  'state-aid',
  'public-contract',
] as const

/** An entry of a code list in words: the office’s own, else the usual ones, else its code. */
export function codeName({ code, name }: CodeListEntry, t: TFunction): string {
  if (name !== null) return name
  const usual = known.find((candidate) => candidate === code)
  return usual ? t(`setting.code.${usual}`) : code
}
