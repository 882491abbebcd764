import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instant } from '@glosa/domain/model'
import { folderRecordsSystem, sha256Of } from '@glosa/records'
import { afterAll, beforeAll, describe } from 'vitest'
import { PlaceAway, type DropPlace, type OpenPlace } from '../../records/drop/dropPlace.ts'
import { folderPlace } from '../../records/drop/folderPlace.ts'
import type { Journey } from '../counterparts/deliverWith.ts'
import { everyFault, type Fault } from '../counterparts/faultProxy.ts'
import { quickRoot } from '../support/quickRoot.ts'
import { describeArchivePlace, holdingsAt, systemAt, tamperAt } from './archivePlace.ts'
import { describeRecordsSystem, type Counterpart } from './recordsSystem.ts'

let root = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'glosa-places-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

const now = () => instant(Date.UTC(2026, 10, 20, 13, 5))
const brokenDisk = () => Object.assign(new Error('the disk is away'), { code: 'EIO', syscall: 'write' })
const except = (...own: readonly Fault[]) => everyFault.filter((fault) => !own.includes(fault))

/** The folder, whose disk breaks down after any of the steps of a hand-over. */
async function startFolder(parent = root): Promise<Counterpart> {
  const folder = await mkdtemp(join(parent, 'glosa-folder-'))
  let fault: (number: number) => Fault = () => 'none'
  let seen = 0
  let refusal: { readonly file: string; readonly bytes: Buffer } | 'wanted' | null = null
  const packagesOf = async ({ delivery }: Journey) => {
    const names = await readdir(join(folder, 'outgoing')).catch(() => [])
    return names.filter((name) => name.endsWith(delivery.id.slice(0, 16))).map((name) => join(folder, 'outgoing', name))
  }
  // Somebody changes the package before it is taken over, and mends it once the delivery was refused.
  const meddle = async () => {
    if (refusal === 'wanted') {
      const [name = ''] = (await readdir(join(folder, 'outgoing'))).toSorted().slice(-1)
      const file = join(folder, 'outgoing', name, 'comments.jsonld')
      refusal = { file, bytes: await readFile(file) }
      await appendFile(file, 'něco navíc')
    } else if (refusal) {
      await writeFile(refusal.file, refusal.bytes)
      refusal = null
    }
  }
  return {
    open: () =>
      folderRecordsSystem({
        folder,
        selfReceipt: true,
        now,
        async onStep(moment) {
          if (moment === 'handed-over') await meddle()
          seen += 1
          if (fault(seen) !== 'none') throw brokenDisk()
        },
      }),
    disturb(next) {
      fault = next
    },
    seen: () => seen,
    async holdings(journey) {
      const packages = await packagesOf(journey)
      const files = new Map<string, string>()
      for (const place of packages)
        for (const name of await readdir(place)) files.set(name, sha256Of(await readFile(join(place, name))))
      return { records: packages.length, files }
    },
    async refuseNext() {
      await rm(join(folder, 'outgoing'), { recursive: true, force: true })
      refusal = 'wanted'
    },
    async tamper(journey) {
      for (const place of await packagesOf(journey)) await appendFile(join(place, 'comments.jsonld'), 'něco navíc')
    },
    /** Numbers that are missing between the first and the last, and work that was left lying about. */
    async leftovers() {
      const numbers = (await readdir(join(folder, 'numbers'))).toSorted()
      const gaps = numbers.filter((name, index) => Number(name.slice(-6)) !== index + 1)
      return [...gaps, ...(await readdir(join(folder, 'incomplete')))]
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

/** A place that breaks off before or after each thing that is done there. */
const breaking = (place: DropPlace, faultNow: () => Fault): DropPlace => {
  const disturbed = async <T>(work: () => Promise<T>): Promise<T> => {
    const fault = faultNow()
    if (fault === 'busy' || fault === 'lost-before') throw new PlaceAway('broke off before')
    const answer = await work()
    if (fault !== 'none') throw new PlaceAway('broke off after')
    return answer
  }
  return {
    endpoint: place.endpoint,
    use: (work) =>
      place.use((open) => {
        const breakable: OpenPlace = {
          put: (name, bytes) => disturbed(() => open.put(name, bytes)),
          get: (name) => disturbed(() => open.get(name)),
          exists: (name) => disturbed(() => open.exists(name)),
          move: (from, to) => disturbed(() => open.move(from, to)),
        }
        return work(breakable)
      }),
  }
}

async function startDrop(parent = root): Promise<Counterpart> {
  const folder = await mkdtemp(join(parent, 'glosa-drop-'))
  const direct = folderPlace(folder)
  let fault: (number: number) => Fault = () => 'none'
  let seen = 0
  const place = breaking(direct, () => {
    seen += 1
    return fault(seen)
  })
  return {
    open: () => systemAt(place),
    disturb(next) {
      fault = next
    },
    seen: () => seen,
    holdings: (journey) => holdingsAt(direct, journey),
    tamper: (journey) => tamperAt(direct, journey),
    leftovers: () => readdir(join(folder, 'incomplete')),
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

describe('a folder', () => {
  describeRecordsSystem(
    'packages as they are',
    {
      arrives: '[RE23]',
      once: '[RE24]',
      nothing: '[RE22]',
      refused: '[RE27]',
      fixity: '[RE27]',
      thousand: '[ZZ1]',
      rules: '[ZZ1]',
    },
    {
      target: 'folder',
      start: () => startFolder(),
      arrives: () => true,
      light: { start: () => startFolder(quickRoot), arrives: () => true },
      without: except('lost-after', 'busy'),
      can: ['refuse', 'change'],
      refusedAs: 'other-bytes',
    },
  )
  describeArchivePlace('archive packages', {
    start: () => startDrop(),
    light: () => startDrop(quickRoot),
    without: except('lost-before', 'lost-after', 'busy'),
    can: ['change'],
  })
})
