/**
 * A code for something new: small letters, digits and hyphens of its name, made unique among those that are taken.
 * @param fallback used when the name has no letter or digit
 */
export function newCode(name: string, taken: readonly string[], fallback: string): string {
  const plain = name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 34)
    .replace(/-+$/, '')
  const base = plain === '' ? fallback : plain
  let code = base
  for (let count = 2; taken.includes(code); count += 1) code = `${base}-${count}`
  return code
}
