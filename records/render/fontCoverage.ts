/**
 * Reads from a TrueType or OpenType font which code points it has a glyph for (`cmap` formats
 * 4 and 12).
 */
export function fontCoverage(font: Buffer): (codePoint: number) => boolean {
  const table = cmapOffset(font)
  if (table === null) return () => false
  const ranges: [first: number, last: number][] = []
  const encodings = font.readUInt16BE(table + 2)
  for (let index = 0; index < encodings; index += 1) {
    const entry = table + 4 + 8 * index
    const platform = font.readUInt16BE(entry)
    const encoding = font.readUInt16BE(entry + 2)
    if (platform !== 0 && !(platform === 3 && (encoding === 1 || encoding === 10))) continue
    const subtable = table + font.readUInt32BE(entry + 4)
    const format = font.readUInt16BE(subtable)
    if (format === 12) readGroups(font, subtable, ranges)
    else if (format === 4) readSegments(font, subtable, ranges)
  }
  const merged = mergeRanges(ranges)
  return (codePoint) => isWithin(merged, codePoint)
}

function cmapOffset(font: Buffer): number | null {
  const tables = font.readUInt16BE(4)
  for (let index = 0; index < tables; index += 1) {
    const entry = 12 + 16 * index
    if (font.toString('latin1', entry, entry + 4) === 'cmap') return font.readUInt32BE(entry + 8)
  }
  return null
}

function readGroups(font: Buffer, subtable: number, ranges: [number, number][]): void {
  const groups = font.readUInt32BE(subtable + 12)
  for (let index = 0; index < groups; index += 1) {
    const group = subtable + 16 + 12 * index
    ranges.push([font.readUInt32BE(group), font.readUInt32BE(group + 4)])
  }
}

function readSegments(font: Buffer, subtable: number, ranges: [number, number][]): void {
  const segments = font.readUInt16BE(subtable + 6) / 2
  for (let index = 0; index < segments; index += 1) {
    const at = 2 * index
    const last = font.readUInt16BE(subtable + 14 + at)
    const first = font.readUInt16BE(subtable + 16 + 2 * segments + at)
    const delta = font.readUInt16BE(subtable + 16 + 4 * segments + at)
    const offsetAt = subtable + 16 + 6 * segments + at
    const offset = font.readUInt16BE(offsetAt)
    if (first === 0xffff) continue
    if (offset === 0) {
      ranges.push([first, last])
      continue
    }
    for (let codePoint = first; codePoint <= last; codePoint += 1) {
      const glyph = font.readUInt16BE(offsetAt + offset + 2 * (codePoint - first))
      if (glyph !== 0 && ((glyph + delta) & 0xffff) !== 0) ranges.push([codePoint, codePoint])
    }
  }
}

function mergeRanges(ranges: readonly [number, number][]): readonly [number, number][] {
  const merged: [number, number][] = []
  for (const [first, last] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const previous = merged.at(-1)
    if (previous && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last)
    else merged.push([first, last])
  }
  return merged
}

function isWithin(ranges: readonly [number, number][], codePoint: number): boolean {
  let low = 0
  let high = ranges.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const range = ranges[middle]
    if (!range) return false
    if (codePoint < range[0]) high = middle - 1
    else if (codePoint > range[1]) low = middle + 1
    else return true
  }
  return false
}
