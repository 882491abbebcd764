import type { Entry } from 'ldapts'

/**
 * One entry as the directory answered it, in one shape: every attribute a list of texts or of
 * bytes, found by its name in any case. The only place that knows ldapts' many shapes.
 */
export class DirectoryEntry {
  readonly dn: string
  readonly #values = new Map<string, readonly (string | Buffer)[]>()

  constructor(entry: Entry) {
    this.dn = entry.dn
    for (const [name, value] of Object.entries(entry)) {
      if (name !== 'dn') this.#values.set(name.toLowerCase(), Array.isArray(value) ? value : [value])
    }
  }

  /** Names of the attributes that came, lower case, with their options (`member;range=0-1499`). */
  get attributeNames(): readonly string[] {
    return [...this.#values.keys()]
  }

  /** Values as text; none when the attribute is missing. Values that are not UTF-8 are left out. */
  texts(attribute: string): readonly string[] {
    return (this.#values.get(attribute.toLowerCase()) ?? []).filter((value) => typeof value === 'string')
  }

  /** The first value as text without outer spaces; `null` when there is none. */
  text(attribute: string): string | null {
    return this.texts(attribute)[0]?.trim() || null
  }

  /** Values as bytes, also of those that looked like text. */
  bytes(attribute: string): readonly Buffer[] {
    return (this.#values.get(attribute.toLowerCase()) ?? []).map((value) =>
      typeof value === 'string' ? Buffer.from(value, 'utf8') : value,
    )
  }
}

const alwaysBinary = ['objectGUID', 'objectSid', 'tokenGroups', 'invocationId']

/**
 * Names of attributes to read as bytes, in the spellings servers use: ldapts compares them by
 * case with what the server sends, and otherwise guesses by whether the bytes are UTF-8, which a
 * GUID is once in a few thousand.
 */
export const binaryAttributes: readonly string[] = alwaysBinary.flatMap((name) => [name, name.toLowerCase()])
