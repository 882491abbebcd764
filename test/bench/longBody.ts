import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  instant,
  opaqueIdFrom,
  stampOf,
  type BodyId,
  type BodyRow,
  type MaterialId,
  type PartId,
  type PersonId,
  type SessionId,
  type UnitId,
} from '@glosa/domain/model'
import { openSqliteStorage } from '@glosa/storage'
import * as Y from 'yjs'
import { hashRecord } from '../../collab-server/commands/hashRecord.ts'
import type { TargetWish } from './targets.ts'

/** The unit of the demo office whose people carry the load; its id never changes. */
const economyUnit = 'demo:7720ab98-bfe0-82f2-806b-18e83d8b9719' as UnitId

const paragraphs = 1_200
const charactersEach = 150
const edits = 200_000
const authors = 200

/** A text of some 100 pages whose last 200,000 letters were typed one by one by 200 people. */
function longHistory(): { readonly state: Uint8Array; readonly updates: readonly Uint8Array[] } {
  const ydoc = new Y.Doc({ gc: true })
  ydoc.clientID = 1
  const updates: Uint8Array[] = []
  ydoc.on('update', (update: Uint8Array) => updates.push(update))
  const body = ydoc.getXmlFragment('body')
  const texts: Y.XmlText[] = []
  ydoc.transact(() => {
    for (let index = 0; index < paragraphs; index++) {
      const element = new Y.XmlElement('paragraph')
      const text = new Y.XmlText()
      element.insert(0, [text])
      body.insert(index, [element])
      text.insert(0, 'Kraj hospodaří podle rozpočtu schváleného zastupitelstvem. '.repeat(3).slice(0, charactersEach))
      texts.push(text)
    }
  })
  let random = 7
  const next = (below: number) => {
    random = (random * 1_103_515_245 + 12_345) % 2_147_483_648
    return random % below
  }
  // Runs of some letters by one person in one place, as people type; one in six takes one back.
  let done = 0
  while (done < edits) {
    ydoc.clientID = 2 + next(authors)
    const text = texts[next(texts.length)]
    if (!text) break
    let at = next(Math.max(1, text.length))
    for (let run = 5 + next(30); run > 0 && done < edits; run--, done++) {
      if (next(6) === 0 && at > 0) text.delete(--at, 1)
      else text.insert(at++, 'a')
    }
  }
  return { state: Y.encodeStateAsUpdate(ydoc), updates }
}

let made: Promise<Omit<TargetWish, 'rooms'> & { readonly seedFile: string }> | null = null

/** The long text for every server: as a state for the peers, as a log of single edits for Glosa. */
export function longBody(): Promise<Omit<TargetWish, 'rooms'> & { readonly seedFile: string }> {
  made ??= make()
  return made
}

async function make() {
  process.stderr.write('  making the long history\n')
  const { state, updates } = longHistory()
  const folder = await mkdtemp(join(tmpdir(), 'glosa-bench-seed-'))
  const seedFile = join(folder, 'long.bin')
  await writeFile(seedFile, state)
  return {
    seedFile,
    async seedGlosa(dataDir: string) {
      const storage = await openSqliteStorage({ dataDir })
      const materialId = opaqueIdFrom<MaterialId>(crypto.getRandomValues(new Uint8Array(64)))
      const bodyId = opaqueIdFrom<BodyId>(crypto.getRandomValues(new Uint8Array(64)))
      const partId = opaqueIdFrom<PartId>(crypto.getRandomValues(new Uint8Array(64)))
      const personId = 'glosa:bench' as PersonId
      const at = instant(Date.now())
      for (let first = 0; first < updates.length; first += 5_000) {
        const rows = updates
          .slice(first, first + 5_000)
          .map((payload): BodyRow => ({ kind: 'update', personId, at, payload }))
        await storage.bodyLog.append(bodyId, first + 1, rows, 'bench')
      }
      await storage.materialLog.append(
        hashRecord({
          materialId,
          sequence: 1,
          at,
          by: stampOf({
            personId,
            displayName: 'Měření',
            unitId: null,
            unitName: null,
            roles: [],
            sessionId: '' as SessionId,
          }),
          events: [
            {
              type: 'material-created',
              number: 'MAT-2026-9999',
              title: 'Měření',
              template: 'council-material',
              sponsor: null,
              leadUnitId: economyUnit,
              leadUnitName: 'Odbor ekonomický',
            },
            {
              type: 'part-added',
              part: { form: 'body', id: partId, kind: 'cover-report', title: 'Předkládací zpráva', bodyId },
            },
          ],
          previous: null,
        }),
      )
      await storage.close()
      return [{ materialId, bodyId }]
    },
  }
}
