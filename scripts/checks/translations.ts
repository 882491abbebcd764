/** The texts of one language: keys, possibly nested, to texts. */
export interface Texts {
  readonly [key: string]: string | Texts
}

const pluralForm = /_(?:zero|one|two|few|many|other)$/
const placeholder = /\{\{-?\s*([\w.]+)/g

/**
 * Compares a language with the source language: the same keys, every plural form the language has, the same
 * placeholders. One sentence for each difference.
 *
 * @param language code of both the texts and the plural rules, such as `cs`
 */
export function translationGaps(
  language: string,
  texts: Texts,
  sourceLanguage: string,
  source: Texts,
): readonly string[] {
  const found = flat(texts)
  const wanted = flat(source)
  const findings: string[] = []
  for (const base of basesOf(wanted)) if (!basesOf(found).has(base)) findings.push(`${language}: ${base} is missing.`)
  for (const base of basesOf(found))
    if (!basesOf(wanted).has(base)) findings.push(`${language}: ${base} is not in ${sourceLanguage}.`)
  for (const base of pluralBases(found))
    for (const form of new Intl.PluralRules(language).resolvedOptions().pluralCategories)
      if (!found.has(`${base}_${form}`)) findings.push(`${language}: ${base} lacks the plural form ${form}.`)
  for (const [key, text] of found) {
    if (text.trim() === '') findings.push(`${language}: ${key} is empty.`)
    const original = wanted.get(key)
    if (original !== undefined && placeholders(original) !== placeholders(text))
      findings.push(
        `${language}: ${key} has the placeholders (${placeholders(text)}) instead of (${placeholders(original)}).`,
      )
  }
  return findings
}

function flat(texts: Texts, prefix = ''): Map<string, string> {
  const result = new Map<string, string>()
  for (const [key, value] of Object.entries(texts))
    if (typeof value === 'string') result.set(prefix + key, value)
    else for (const [inner, text] of flat(value, `${prefix}${key}.`)) result.set(inner, text)
  return result
}

/** Plural keys without their form, when the form `other`, which every language has, is there. */
function pluralBases(texts: ReadonlyMap<string, string>): ReadonlySet<string> {
  return new Set([...texts.keys()].filter((key) => key.endsWith('_other')).map((key) => key.replace(pluralForm, '')))
}

function basesOf(texts: ReadonlyMap<string, string>): ReadonlySet<string> {
  const plurals = pluralBases(texts)
  return new Set(
    [...texts.keys()].map((key) => (plurals.has(key.replace(pluralForm, '')) ? key.replace(pluralForm, '') : key)),
  )
}

function placeholders(text: string): string {
  return [...new Set([...text.matchAll(placeholder)].map(([, name = '']) => name))].sort().join(', ')
}
