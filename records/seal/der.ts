/**
 * The distinguished encoding of ASN.1 (ITU-T X.690), as far as certificates, signatures, timestamps
 * and revocation lists need it. Values are read in place and written as bytes.
 */

/** One value: its tag byte, the bytes of its content, and all its bytes. */
export interface Der {
  readonly tag: number
  readonly content: Buffer
  readonly whole: Buffer
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

/**
 * Reads the value that begins at `at`.
 * @throws RangeError when the bytes end within it or use the indefinite length
 */
export function readDer(bytes: Buffer, at = 0): Der {
  const tag = bytes[at]
  const first = bytes[at + 1]
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new RangeError('no value of ASN.1 here')
  let length = first
  let from = at + 2
  if (first === 0x80) throw new RangeError('a length of ASN.1 is missing')
  if (first > 0x80) {
    const count = first & 0x7f
    if (count > 4 || from + count > bytes.length) throw new RangeError('a length of ASN.1 is impossible')
    length = bytes.readUIntBE(from, count)
    from += count
  }
  if (from + length > bytes.length) throw new RangeError('a value of ASN.1 is cut off')
  return { tag, content: bytes.subarray(from, from + length), whole: bytes.subarray(at, from + length) }
}

/** The values inside a constructed one. @throws RangeError when they do not fill it */
export function childrenOf(value: Der): readonly Der[] {
  const children: Der[] = []
  for (let at = 0; at < value.content.length;) {
    const child = readDer(value.content, at)
    children.push(child)
    at += child.whole.length
  }
  return children
}

/** The child at an index. @throws RangeError when there is none, or it has another tag than expected */
export function childOf(value: Der, index: number, tag?: number): Der {
  const child = childrenOf(value)[index]
  if (!child || (tag !== undefined && child.tag !== tag)) throw new RangeError('a value of ASN.1 has another shape')
  return child
}

/** An object identifier in dots. */
export function oidOf({ content }: Der): string {
  const numbers: number[] = []
  let number = 0
  for (const byte of content) {
    number = number * 128 + (byte & 0x7f)
    if (byte < 0x80) {
      numbers.push(number)
      number = 0
    }
  }
  const [first = 0, ...rest] = numbers
  const top = Math.min(2, Math.floor(first / 40))
  return [top, first - 40 * top, ...rest].join('.')
}

/** A time in ms since 1970; `null` when it is none. */
export function timeOf({ tag, content }: Der): number | null {
  const text = content.toString('latin1')
  const found = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:\.(\d{1,9}))?Z$/.exec(text)
  if (!found) return null
  const [, year = '', month, day, hour, minute, second, fraction = '0'] = found
  if ((tag === tags.utcTime) !== (year.length === 2)) return null
  const whole = year.length === 4 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900)
  const ms = Math.floor(Number(`0.${fraction}`) * 1000)
  return Date.UTC(whole, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second), ms)
}

/** A value from its tag and content. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content])
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return Buffer.from([0x80 | bytes.length, ...bytes])
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => der(tags.sequence, ...parts)
export const octets = (bytes: Uint8Array): Buffer => der(tags.octetString, bytes)
export const nothing = (): Buffer => der(tags.null)

/** A set in the order that DER wants: sorted by the bytes of its members. */
export const setOf = (...parts: readonly Buffer[]): Buffer => der(tags.set, ...parts.toSorted(Buffer.compare))

/** A non-negative whole number from its bytes or value. */
export function integer(value: number | Uint8Array): Buffer {
  let bytes = typeof value === 'number' ? Buffer.from([value]) : Buffer.from(value)
  while (bytes.length > 1 && bytes[0] === 0 && (bytes[1] ?? 0) < 0x80) bytes = bytes.subarray(1)
  return der(tags.integer, ...((bytes[0] ?? 0) >= 0x80 ? [Buffer.from([0]), bytes] : [bytes]))
}

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes: number[] = []
  for (const number of [40 * first + second, ...rest]) {
    const group = [number % 128]
    for (let left = Math.floor(number / 128); left > 0; left = Math.floor(left / 128))
      group.unshift(0x80 | (left % 128))
    bytes.push(...group)
  }
  return der(tags.oid, Buffer.from(bytes))
}

/** Whether the tag is that of a context-specific value `[number]`, primitive or constructed. */
export const isContext = ({ tag }: Der, number: number): boolean => (tag & 0xdf) === (0x80 | number)

/** A context-specific constructed value `[number]` around others. */
export const context = (number: number, ...parts: readonly Uint8Array[]): Buffer => der(0xa0 | number, ...parts)
