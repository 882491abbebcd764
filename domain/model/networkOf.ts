/**
 * Whom limits by address count as one. Of an IPv6 address that is its first 64 bits: whoever has one address of such
 * a network has all of them (RFC 4291, §2.5.4). An IPv4 address counts by itself, also one that is written as IPv6.
 * @returns words to compare; what is no IPv6 address comes back as it is
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const groups = firstGroups(address)
  // ::/64 is nobody's network: this machine itself, and IPv4 addresses in other spellings.
  if (groups === null || groups.every((group) => group === 0)) return address
  return `${groups.map((group) => group.toString(16)).join(':')}::/64`
}

/** The first four of the eight groups of an IPv6 address; `null` for anything else. */
function firstGroups(address: string): readonly number[] | null {
  const [plain = ''] = address.split('%')
  const [head = '', tail, ...more] = plain.split('::')
  const written = (part: string) => (part === '' ? [] : part.split(':'))
  const [before, after] = [written(head), written(tail ?? '')]
  const dotted = after.at(-1)?.includes('.') ? 1 : 0
  const left = 8 - before.length - after.length - dotted
  if (more.length > 0 || (tail === undefined ? left !== 0 : left < 1)) return null
  const groups = [...before, ...Array.from({ length: left }, () => '0'), ...after].slice(0, 4)
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : null
}
