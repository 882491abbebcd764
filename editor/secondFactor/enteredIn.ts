/** Fields of requests in which people write sentences. */
const written = ['reason', 'text', 'note', 'remark', 'title', 'label'] as const

/** A text field of a request; null where there is none. */
export function textAt(value: unknown, key: string): string | null {
  const found = fieldOf(value, key)
  return typeof found === 'string' ? found : null
}

/** What a person has written for an act, in their own words. */
export const enteredIn = (body: unknown): readonly string[] =>
  written.flatMap((key) => {
    const text = textAt(body, key)?.trim() ?? ''
    return text === '' ? [] : [text]
  })

/** How many things an act on many is about; null for an act on one. */
export function countIn(body: unknown): number | null {
  const many = fieldOf(body, 'items') ?? fieldOf(body, 'versions')
  return Array.isArray(many) ? many.length : null
}

/** Whether an export is of some records only, whatever its range: such a file must not pass for the whole. */
export const isSelection = (query: unknown): boolean =>
  typeof query === 'object' && query !== null && Object.keys(query).some((name) => name !== 'from' && name !== 'to')

function fieldOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return null
  return Object.entries(value).find(([name]) => name === key)?.[1] ?? null
}
