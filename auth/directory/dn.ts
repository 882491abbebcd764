/** One attribute and value inside an RDN; the type in lower case. */
type Ava = readonly [type: string, value: string]

interface Character {
  readonly bytes: Uint8Array
  /** An escaped space at an edge belongs to the value, a bare one does not. */
  readonly escaped: boolean
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/**
 * Reads a distinguished name (RFC 4514), innermost RDN first. The empty name has no RDNs.
 * @throws SyntaxError when the text is not a DN
 */
export function parseDn(dn: string): readonly (readonly Ava[])[] {
  if (dn.trim() === '') return []
  if (!/["\\]/.test(dn)) return dn.split(/[,;]/).map((rdn) => rdn.split('+').map(plainAva))
  const rdns: Ava[][] = []
  let rdn: Ava[] = []
  let type = ''
  let value: Character[] | null = null
  let quoted = false

  const endValue = () => {
    if (value === null || type.trim() === '') throw new SyntaxError('not a distinguished name')
    const bare = (character: Character | undefined) => character?.escaped === false && character.bytes[0] === 0x20
    while (bare(value.at(-1))) value.pop()
    while (bare(value[0])) value.shift()
    const bytes = Buffer.concat(value.map((character) => character.bytes))
    rdn.push([typeOf(type), decoder.decode(bytes)])
    type = ''
    value = null
  }

  for (let i = 0; i < dn.length;) {
    const character = String.fromCodePoint(dn.codePointAt(i) ?? 0)
    i += character.length
    if (value === null) {
      if (character === '=') value = []
      else type += character
    } else if (character === '\\') {
      const hex = dn.slice(i, i + 2)
      if (/^[0-9a-f]{2}$/i.test(hex)) {
        value.push({ bytes: Uint8Array.of(Number.parseInt(hex, 16)), escaped: true })
        i += 2
      } else {
        if (i >= dn.length) throw new SyntaxError('not a distinguished name')
        const literal = String.fromCodePoint(dn.codePointAt(i) ?? 0)
        value.push({ bytes: encoder.encode(literal), escaped: true })
        i += literal.length
      }
    } else if (character === '"') {
      quoted = !quoted
    } else if (!quoted && (character === ',' || character === ';')) {
      endValue()
      rdns.push(rdn)
      rdn = []
    } else if (!quoted && character === '+') {
      endValue()
    } else {
      value.push({ bytes: encoder.encode(character), escaped: quoted })
    }
  }
  if (quoted) throw new SyntaxError('not a distinguished name')
  endValue()
  rdns.push(rdn)
  return rdns
}

/** One without escapes, as most are. */
function plainAva(text: string): Ava {
  const equals = text.indexOf('=')
  const type = text.slice(0, Math.max(0, equals)).trim()
  if (type === '') throw new SyntaxError('not a distinguished name')
  return [typeOf(type), text.slice(equals + 1).replace(/^ +| +$/g, '')]
}

const typeOf = (type: string) =>
  type
    .trim()
    .toLowerCase()
    .replace(/^oid\./, '')

const rdnKey = (rdn: readonly Ava[]) =>
  rdn
    .map(([type, value]) => {
      const folded = value.normalize('NFC').toLowerCase().replace(/\s+/g, ' ')
      return `${type}=${folded.replace(/[\\,+]/g, (character) => `\\${character}`)}`
    })
    .sort()
    .join('+')

/**
 * A text that is the same for every spelling of one DN. Servers answer with other escapes, case
 * and order of a multi-valued RDN than they were given, so DNs are compared by this and nothing else.
 * @throws SyntaxError when the text is not a DN
 */
export const dnKey = (dn: string): string => parseDn(dn).map(rdnKey).join(',')

/** The same for what somebody else wrote: `null` when it is no DN. */
export function dnKeyOrNull(text: string): string | null {
  try {
    return dnKey(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Whether `dn` is the base itself or lies below it. */
export function isWithin(dn: string, base: string): boolean {
  const key = dnKey(dn)
  const baseKey = dnKey(base)
  return baseKey === '' || key === baseKey || key.endsWith(`,${baseKey}`)
}

/** Escapes a value so that it can stand in a DN. */
export const escapeDnValue = (value: string): string =>
  value
    .replace(/[\\,+"<>;=\0]/g, (character) => (character === '\0' ? '\\00' : `\\${character}`))
    .replace(/^[ #]/, (character) => `\\${character}`)
    .replace(/(?<!^\\) $/, '\\ ')
