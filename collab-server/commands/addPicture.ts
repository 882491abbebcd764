import {
  addPicture as decide,
  isRefused,
  mayAct,
  refused,
  stampOf,
  type Actor,
  type MaterialId,
  type Picture,
  type Refused,
  type Sha256,
} from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { decideAndAppend } from './decideAndAppend.ts'

/** Keeps a picture for the texts of a material. Its type is told by its first bytes, never by its name. */
export async function addPicture(
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  bytes: Uint8Array,
): Promise<{ readonly blob: Sha256 } | Refused> {
  const loaded = await context.materials.load(materialId)
  if (!loaded) return refused('not-found')
  const allowed = mayAct(actor, 'edit-body', loaded.material)
  if (isRefused(allowed)) return allowed
  const mediaType = pictureTypeOf(bytes)
  if (!mediaType) return refused('unsupported-media-type')
  const blob = await context.blobs.put(bytes)
  const done = await decideAndAppend(context, stampOf(actor), materialId, (material) =>
    decide(actor, material, { blob, mediaType, bytes: bytes.byteLength }),
  )
  return isRefused(done) ? done : { blob }
}

const starts = (bytes: Uint8Array, ...signature: number[]) => signature.every((byte, index) => bytes[index] === byte)

/** The media type by magic bytes; `null` for anything but PNG, JPEG, GIF and WebP. */
function pictureTypeOf(bytes: Uint8Array): Picture['mediaType'] | null {
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (starts(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (starts(bytes, 0x47, 0x49, 0x46, 0x38)) return 'image/gif'
  if (starts(bytes, 0x52, 0x49, 0x46, 0x46) && starts(bytes.subarray(8), 0x57, 0x45, 0x42, 0x50)) return 'image/webp'
  return null
}
