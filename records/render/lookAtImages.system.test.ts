import { describe, expect, it } from 'vitest'
import type { JsonObject, Sha256 } from '@glosa/domain/model'
import * as sample from '../sampleVersion.ts'
import { createImageCheck } from './lookAtImages.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const image = (letter: string): JsonObject => ({
  type: 'image',
  attrs: { blob: letter.repeat(64), alt: `Obrázek ${letter}` },
})

describe('createImageCheck', () => {
  it('[PF4] has the typesetter look at each picture once', async () => {
    const assets = new Map<string, Uint8Array>([
      ['a', png],
      ['b', png.subarray(0, 50)],
      ['c', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ])
    const asked: string[] = []
    const check = createImageCheck(async (blob: Sha256) => {
      asked.push(blob.slice(0, 1))
      return assets.get(blob.slice(0, 1)) ?? null
    })
    const frozen = sample.version({ parts: [sample.bodyPart(sample.doc(...['a', 'b', 'c', 'd'].map(image)))] })
    const reasons = async () => (await check(frozen)).map(({ before, reason }) => [before, reason])
    const expected = [
      ['Obrázek b', 'unreadable'],
      ['Obrázek c', 'unknown-format'],
      ['Obrázek d', 'missing'],
    ]
    expect(await reasons()).toEqual(expected)
    expect(await reasons()).toEqual(expected)
    // What is missing may come yet; of the others the answer is kept.
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'd'])
  })
})
