/** A value of the syntax of PDF (ISO 32000-1, 7.3); strings are bytes. */
export type PdfValue =
  | null
  | boolean
  | number
  | Buffer
  | readonly PdfValue[]
  | ReadonlyMap<string, PdfValue>
  | { readonly name: string }
  | { readonly reference: number }
  | { readonly operator: string }

const white = /[\0\t\n\f\r ]/
const regular = /[^\0\t\n\f\r ()<>[\]{}/%]/
const deepest = 200

/** Reads values one after the other; what is no value is read over. */
export class PdfReader {
  readonly #text: string
  at: number

  /** @param text the bytes as Latin-1 */
  constructor(text: string, at = 0) {
    this.#text = text
    this.at = at
  }

  /** The next value; `undefined` at the end. */
  next(depth = 0): PdfValue | undefined {
    this.#skipWhite()
    const text = this.#text
    const first = text[this.at]
    if (first === undefined) return undefined
    if (first === '(') return this.#literal()
    if (first === '/') return { name: this.#name() }
    if (first === '<') return text[this.at + 1] === '<' ? this.#dictionary(depth) : this.#hex()
    if (first === '[') return this.#array(depth)
    if (/[\d+\-.]/.test(first)) return this.#numberOrReference()
    if (!regular.test(first)) {
      this.at += 1
      return { operator: first }
    }
    const word = this.#regular()
    if (word === 'true' || word === 'false') return word === 'true'
    return word === 'null' ? null : { operator: word }
  }

  #skipWhite(): void {
    for (let here = this.#text[this.at]; here !== undefined; here = this.#text[this.at]) {
      if (here === '%') while (this.at < this.#text.length && !/[\r\n]/.test(this.#text[this.at] ?? '')) this.at += 1
      else if (!white.test(here)) return
      else this.at += 1
    }
  }

  #regular(): string {
    const from = this.at
    while (this.at < this.#text.length && regular.test(this.#text[this.at] ?? '')) this.at += 1
    return this.#text.slice(from, this.at)
  }

  #name(): string {
    this.at += 1
    return this.#regular().replaceAll(/#([0-9a-f]{2})/gi, (_whole, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
  }

  #numberOrReference(): PdfValue {
    const reference = /^(\d{1,10}) \d{1,5} R(?![^\0\t\n\f\r ()<>[\]{}/%])/.exec(this.#text.slice(this.at, this.at + 20))
    if (reference) {
      this.at += reference[0].length
      return { reference: Number(reference[1]) }
    }
    const word = this.#regular()
    const number = Number(word)
    return Number.isNaN(number) ? { operator: word } : number
  }

  #array(depth: number): PdfValue {
    this.at += 1
    const values: PdfValue[] = []
    for (;;) {
      this.#skipWhite()
      if (this.at >= this.#text.length || depth > deepest) return values
      if (this.#text[this.at] === ']') {
        this.at += 1
        return values
      }
      const value = this.next(depth + 1)
      if (value !== undefined) values.push(value)
    }
  }

  #dictionary(depth: number): PdfValue {
    this.at += 2
    const entries = new Map<string, PdfValue>()
    for (;;) {
      this.#skipWhite()
      if (this.at >= this.#text.length || depth > deepest) return entries
      if (this.#text.startsWith('>>', this.at)) {
        this.at += 2
        return entries
      }
      const key = this.next(depth + 1)
      if (key === null || typeof key !== 'object' || !('name' in key)) continue
      const value = this.next(depth + 1)
      if (value !== undefined) entries.set(key.name, value)
    }
  }

  #hex(): Buffer {
    const end = this.#text.indexOf('>', this.at)
    const digits = this.#text.slice(this.at + 1, end < 0 ? undefined : end).replaceAll(/[^0-9a-f]/gi, '')
    this.at = end < 0 ? this.#text.length : end + 1
    return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex')
  }

  #literal(): Buffer {
    const bytes: number[] = []
    let depth = 0
    for (; this.at < this.#text.length; this.at += 1) {
      const here = this.#text[this.at] ?? ''
      if (here === '\\') {
        this.#escape(bytes)
        continue
      }
      if (here === '(' && (depth += 1) === 1) continue
      if (here === ')' && (depth -= 1) === 0) {
        this.at += 1
        break
      }
      bytes.push(here.charCodeAt(0))
    }
    return Buffer.from(bytes)
  }

  /** One escape; `at` is left on its last letter. */
  #escape(bytes: number[]): void {
    const octal = /^[0-7]{1,3}/.exec(this.#text.slice(this.at + 1, this.at + 4))
    if (octal) {
      bytes.push(Number.parseInt(octal[0], 8) & 0xff)
      this.at += octal[0].length
      return
    }
    this.at += 1
    const letter = this.#text[this.at] ?? ''
    if (letter === '\r' && this.#text[this.at + 1] === '\n') this.at += 1
    if (letter === '\r' || letter === '\n') return
    bytes.push(({ n: 10, r: 13, t: 9, b: 8, f: 12 } as Record<string, number>)[letter] ?? letter.charCodeAt(0))
  }
}

export const isDictionary = (value: PdfValue | undefined): value is ReadonlyMap<string, PdfValue> =>
  value instanceof Map

export const referenceOf = (value: PdfValue | undefined): number | null =>
  typeof value === 'object' && value !== null && 'reference' in value ? value.reference : null

export const nameOf = (value: PdfValue | undefined): string | null =>
  typeof value === 'object' && value !== null && 'name' in value ? value.name : null
