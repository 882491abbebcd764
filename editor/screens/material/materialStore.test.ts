import type { ShownRecord } from '@glosa/domain/contract'
import { emptyMaterial, instant, parseMaterialId, systemStamp, type Material } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import { materialStore } from './materialStore.ts'

const materialId = parseMaterialId('m'.repeat(20))
if (!materialId) throw new Error('wrong id')
const first = { ...emptyMaterial(materialId), sequence: 1, title: 'první' }

const renamed = (sequence: number, title: string, type = 'material-renamed'): ShownRecord => ({
  sequence,
  at: instant(sequence),
  by: systemStamp,
  events: [{ type, title }],
})

/** A store over a server with this history, which counts the questions. */
function follow(history: readonly ShownRecord[], sequence: number, reread: Material = first) {
  const asked: number[] = []
  const readEvents = (after: number) => {
    asked.push(after)
    return Promise.resolve({ records: history.filter((record) => record.sequence > after), sequence })
  }
  const problems: unknown[] = []
  const read = () => Promise.resolve({ ...reread, comments: [...reread.comments.values()] } as never)
  const store = materialStore(first, { read, readEvents }, (problem) => problems.push(problem))
  return { store, asked, problems }
}

describe('a material that is followed', () => {
  it('[MP18] folds the next record at once, without asking, and the same record once', () => {
    const { store, asked } = follow([], 1)
    let heard = 0
    store.subscribe(() => heard++)
    store.hear({ type: 'record', record: renamed(2, 'druhý') })
    store.hear({ type: 'record', record: renamed(2, 'jiný druhý') })
    expect(store.material).toMatchObject({ title: 'druhý', sequence: 2 })
    expect(heard).toBe(1)
    expect(asked).toEqual([])
  })

  it('[MP18] closes a jump by asking for everything after the last record seen', async () => {
    const { store, asked } = follow([renamed(2, 'druhý'), renamed(4, 'čtvrtý')], 4)
    store.hear({ type: 'record', record: renamed(4, 'čtvrtý') })
    await store.catchUp(4)
    expect(store.material).toMatchObject({ title: 'čtvrtý', sequence: 4 })
    expect(asked).toEqual([1])
  })

  it('[MP18] asks once on connecting when something happened meanwhile, and not when nothing did', async () => {
    const { store, asked } = follow([renamed(3, 'třetí')], 3)
    const admitted = { type: 'admitted', clientId: 1, mayEdit: true, bodySequence: 0 } as const
    store.hear({ ...admitted, sequence: 1 })
    expect(asked).toEqual([])
    store.hear({ ...admitted, sequence: 3 })
    store.hear({ ...admitted, sequence: 3 })
    await store.catchUp(3)
    expect(asked).toEqual([1])
    expect(store.material.title).toBe('třetí')
  })

  it('[MP18] does not ask again for records hidden from this person', async () => {
    const { store, asked } = follow([], 5)
    await store.catchUp(5)
    store.hear({ type: 'record', record: renamed(6, 'šestý') })
    expect(asked).toEqual([1])
    expect(store.material).toMatchObject({ title: 'šestý', sequence: 6 })
  })

  it('[MP19] passes over events of a newer server', () => {
    const { store } = follow([], 1)
    store.hear({ type: 'record', record: renamed(2, 'x', 'material-teleported') })
    expect(store.material).toMatchObject({ title: 'první', sequence: 2 })
  })

  it('[VI9] is read anew when the server says that its reader changed', async () => {
    const { store } = follow([], 1, { ...first, title: 'jak se čte teď' })
    const heard = new Promise((resolve) => store.subscribe(resolve))
    store.hear({ type: 'reread' })
    expect(await heard).toBeNull()
    expect(store.material.title).toBe('jak se čte teď')
  })
})
