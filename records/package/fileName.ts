const longest = 80

/**
 * A name that every file system and archive takes: letters without diacritics, digits, dot, dash
 * and underscore. Never empty, never hidden, never longer than 80 characters.
 */
export function safeFileName(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[łŁ]/g, 'l')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[.-]+|[.-]+$/g, '')
  if (plain.length <= longest) return plain || 'file'
  const dot = plain.lastIndexOf('.')
  const ending = dot > 0 && plain.length - dot <= 12 ? plain.slice(dot) : ''
  return plain.slice(0, longest - ending.length) + ending
}
