/** An `objectGUID` of Active Directory in the usual notation; the first three groups are stored backwards. */
export function guidText(bytes: Buffer): string {
  if (bytes.length !== 16) throw new RangeError('a GUID has 16 bytes')
  const hex = (from: number, to: number, backwards: boolean) => {
    const part = Buffer.from(bytes.subarray(from, to))
    return (backwards ? part.reverse() : part).toString('hex')
  }
  return [hex(0, 4, true), hex(4, 6, true), hex(6, 8, true), hex(8, 10, false), hex(10, 16, false)].join('-')
}

/** The bytes of such a GUID, to ask for it; `null` when the text is none. */
export function guidBytes(text: string): Buffer | null {
  const parts = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/i.exec(text)?.slice(1)
  if (!parts) return null
  return Buffer.concat(parts.map((part, i) => (i < 3 ? Buffer.from(part, 'hex').reverse() : Buffer.from(part, 'hex'))))
}

/** An `objectSid` of Active Directory as `S-1-5-21-…`. */
export function sidText(bytes: Buffer): string {
  const count = bytes[1] ?? 0
  if (bytes.length !== 8 + 4 * count) throw new RangeError('not a SID')
  const parts = Array.from({ length: count }, (_, i) => bytes.readUInt32LE(8 + 4 * i))
  return ['S', bytes[0], bytes.readUIntBE(2, 6), ...parts].join('-')
}

/**
 * The security id of the primary group: the person's own with its last number replaced. Active
 * Directory names that group by the number only, and lists it neither in `member` nor `memberOf`.
 */
export function primaryGroupSid(personSid: Buffer, primaryGroupId: string): Buffer | null {
  const rid = Number(primaryGroupId)
  if (personSid.length < 12 || !Number.isInteger(rid) || rid < 0 || rid > 0xffff_ffff) return null
  const sid = Buffer.from(personSid)
  sid.writeUInt32LE(rid, sid.length - 4)
  return sid
}
