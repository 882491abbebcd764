import { openMemoryStorage } from '@glosa/storage'
import { canonicalJson, isRefused, stampOf, type MaterialEvent } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import { drafter, founded, materialId, start } from '../../test/support/people.ts'
import type { CommandContext } from './context.ts'
import { appendFirst, decideAndAppend } from './decideAndAppend.ts'
import { brokenLink } from './hashRecord.ts'
import { createMaterials } from './materials.ts'

/** Two nodes that know nothing of each other but the storage. */
async function twoNodes() {
  const storage = await openMemoryStorage()
  const announced: number[] = []
  const node = () =>
    ({
      materials: createMaterials(storage.materialLog),
      materialLog: storage.materialLog,
      projections: storage.projections,
      now: () => start,
      announcer: {
        announce: (record) => announced.push(record.sequence),
        announceMeeting: () => undefined,
        sessionEnded: () => undefined,
        sessionChanged: () => undefined,
        standingIn: () => undefined,
      },
    }) as Partial<CommandContext> as CommandContext
  const [one, other] = [node(), node()]
  await appendFirst(one, stampOf(drafter), materialId, founded[1])
  return { storage, one, other, announced }
}

const renamed = (title: string): readonly MaterialEvent[] => [{ type: 'material-renamed', title }]

describe('deciding at once', () => {
  it('[PR3] lets one win and the other decide again on the new state', async () => {
    const { one, other, storage, announced } = await twoNodes()
    const titles = Array.from({ length: 20 }, (_, index) => `Název ${index}`)
    const seen: string[] = []
    const done = await Promise.all(
      titles.map((title, index) =>
        decideAndAppend(index % 2 ? one : other, stampOf(drafter), materialId, (material) => {
          seen.push(material.title)
          return renamed(title)
        }),
      ),
    )
    const records = await storage.materialLog.read(materialId)
    const kept = records.slice(1).map((record) => canonicalJson(record.events))
    const won = done.filter((outcome) => !isRefused(outcome)).length
    expect(won).toBe(records.length - 1)
    expect(new Set(kept).size).toBe(kept.length)
    expect(brokenLink(records)).toBeNull()
    expect(announced.toSorted((a, b) => a - b)).toEqual(records.map(({ sequence }) => sequence))
    // The later decisions were made on titles that were really there.
    expect(seen.every((title) => title === 'Rozpočtové provizorium' || titles.includes(title))).toBe(true)
  })

  it('[PR3] appends nothing when there is nothing to do', async () => {
    const { one, storage } = await twoNodes()
    await decideAndAppend(one, stampOf(drafter), materialId, () => [])
    expect(await storage.materialLog.read(materialId)).toHaveLength(1)
  })
})
