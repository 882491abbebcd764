/** Numbers of 32 bits, as Yjs client ids are. */
export const randomUint32Of = (randomBytes: (size: number) => Uint8Array) => (): number => {
  const bytes = randomBytes(4)
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0)
}

/** A token that no other room instance has. */
export const randomTokenOf = (randomBytes: (size: number) => Uint8Array): string =>
  Buffer.from(randomBytes(12)).toString('hex')
