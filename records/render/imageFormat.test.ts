import { describe, expect, it } from 'vitest'
import { imageExtensionOf } from './imageFormat.ts'

describe('imageExtensionOf', () => {
  it.each([
    ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
    ['jpg', [0xff, 0xd8, 0xff, 0xe0]],
    [null, [...Buffer.from('<svg ')]],
    [null, [...Buffer.from('%PDF-1.7')]],
    [null, []],
  ])('[RE6] tells %s by its first bytes', (extension, bytes) => {
    expect(imageExtensionOf(Uint8Array.from(bytes))).toBe(extension)
  })
})
