import {
  addPart,
  isRefused,
  mayAct,
  refused,
  stampOf,
  type Actor,
  type MaterialId,
  type PartId,
  type Refused,
} from '@glosa/domain/model'
import { annexTypeOf } from './annexType.ts'
import type { CommandContext } from './context.ts'
import { decideAndAppend, type Done } from './decideAndAppend.ts'

/** A file to attach. */
export interface AnnexWish {
  readonly title: string
  readonly fileName: string
  readonly bytes: Uint8Array
}

/**
 * Attaches a file as an annex: blob first, event second. Its type is told by its content, and the name must fit it.
 */
export async function addAnnex(
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  wish: AnnexWish,
): Promise<Done | Refused> {
  const loaded = await context.materials.load(materialId)
  if (!loaded) return refused('not-found')
  const allowed = mayAct(actor, 'edit-details', loaded.material)
  if (isRefused(allowed)) return allowed
  const { title, fileName, bytes } = wish
  const mediaType = annexTypeOf(bytes, fileName)
  if (!mediaType) return refused('unsupported-media-type')
  const blob = await context.blobs.put(bytes)
  const id = context.newId<PartId>()
  const part = { id, kind: 'annex', title, form: 'file', blob, fileName, mediaType, bytes: bytes.byteLength } as const
  return decideAndAppend(context, stampOf(actor), materialId, (material) => addPart(actor, material, part))
}
