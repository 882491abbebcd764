/** An `objectGUID` of Active Directory in the usual notation; the first three groups are stored backwards. */
export function guidText(bytes: Buffer): string {
  if (bytes.length !== 16) throw new RangeError('a GUID has 16 bytes')
  const hex = (from: number, to: number, backwards: boolean) => {
    const part = Buffer.from(bytes.subarray(from, to))
    return (backwards ? part.reverse() : part).toString('hex')
  }
  return [hex(0, 4, true), hex(4, 6, true), hex(6, 8, true), hex(8, 10, false), hex(10, 16, false)].join('-')
}

/** An `objectSid` of Active Directory as `S-1-5-21-…`. */
export function sidText(bytes: Buffer): string {
  const count = bytes[1] ?? 0
  if (bytes.length !== 8 + 4 * count) throw new RangeError('not a SID')
  const parts = Array.from({ length: count }, (_, i) => bytes.readUInt32LE(8 + 4 * i))
  return ['S', bytes[0], bytes.readUIntBE(2, 6), ...parts].join('-')
}
