import { writeBody } from '@glosa/domain/body'
import {
  isRefused,
  mayAct,
  refused,
  stampOf,
  startNewVersion as decide,
  type Actor,
  type BodyId,
  type FrozenVersion,
  type JsonObject,
  type Material,
  type MaterialId,
  type Part,
  type PartId,
  type Refused,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppendNow, type Done } from '../decideAndAppend.ts'

/**
 * Takes a locked material up again. Its texts stay sealed for ever; the next version is written in
 * new bodies that begin with the locked texts, so that a late edit has no room to go to.
 */
export const startNewVersion = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  wish: { readonly reason: string; readonly tabled: boolean },
): Promise<Done | Refused> =>
  context.materials.oneAtATime(materialId, async () => {
    const loaded = await context.materials.load(materialId)
    if (!loaded) return refused('not-found')
    const allowed = mayAct(actor, 'start-version', loaded.material)
    if (isRefused(allowed)) return allowed
    const docs = await lockedDocs(context, loaded.material)
    const parts: Part[] = []
    for (const part of loaded.material.parts) {
      const doc = docs.get(part.id)
      if (part.form === 'file' || !doc) {
        parts.push(part)
        continue
      }
      const bodyId = context.newId<BodyId>()
      await context.live.found(bodyId, actor.personId, writeBody(doc))
      parts.push({ ...part, bodyId })
    }
    const version = loaded.material.versions.length
    return decideAndAppendNow(context, stampOf(actor), materialId, (material) =>
      material.versions.length === version ? decide(actor, material, { ...wish, parts }) : refused('conflict'),
    )
  })

/** @throws Error when the blob of the locked version is not there or is not whole: an outage, never an empty text */
async function lockedDocs(context: CommandContext, material: Material): Promise<ReadonlyMap<PartId, JsonObject>> {
  const version = material.versions.at(-1)
  const bytes = version ? await context.blobs.get(version.hash) : null
  if (!bytes) throw new Error(`the locked version of material ${material.id} is not there`)
  // Written by our own lock and kept by its hash.
  const frozen = JSON.parse(new TextDecoder().decode(bytes)) as FrozenVersion
  const docs = new Map(frozen.parts.flatMap((part) => (part.form === 'body' ? [[part.partId, part.doc] as const] : [])))
  const isWhole = material.parts.every((part) => part.form === 'file' || docs.has(part.id))
  if (!isWhole) throw new Error(`the locked version of material ${material.id} lacks a part`)
  return docs
}
