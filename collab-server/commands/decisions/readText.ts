import {
  canonicalJson,
  parseSha256,
  refused,
  type FrozenVersion,
  type Material,
  type MaterialText,
  type Refused,
  type Sha256,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { sha256Of } from '../hashRecord.ts'

/** A whole text of a material with its hash. */
export interface TextRead {
  readonly hash: Sha256
  readonly text: Pick<MaterialText, 'title' | 'parts'>
}

/**
 * A text of the material to read or compare.
 * @param which `now`; the number of a locked version; or the hash of what was sent out or approved
 */
export async function readText(
  context: CommandContext,
  material: Material,
  which: string,
): Promise<TextRead | Refused> {
  if (which === 'now' && material.state !== 'locked') return context.texts.read(material)
  const number = which === 'now' ? material.versions.length : Number(which)
  const version = Number.isSafeInteger(number) ? material.versions.find((one) => one.number === number) : undefined
  if (version) return versionText(context, version.hash)
  const hash = parseSha256(which)
  const isOwn =
    material.approvalRoute?.textHash === hash || material.approvals.some(({ textHash }) => textHash === hash)
  const bytes = hash && isOwn ? await context.blobs.get(hash) : null
  if (!hash || !bytes) return refused('version-not-found')
  // Written by our own approval and kept by its hash.
  return { hash, text: JSON.parse(new TextDecoder().decode(bytes)) as MaterialText }
}

/** A locked version as a text: the same form, so that any two can be compared. */
async function versionText(context: CommandContext, blob: Sha256): Promise<TextRead | Refused> {
  const bytes = await context.blobs.get(blob)
  if (!bytes) return refused('version-not-found')
  const { materialId, title, parts } = JSON.parse(new TextDecoder().decode(bytes)) as FrozenVersion
  const text: MaterialText = {
    format: 'glosa-text',
    formatNumber: 1,
    materialId,
    title,
    parts: parts.map((part) => {
      if (part.form === 'file') return part
      const { bodyId: _sealed, ...rest } = part
      return rest
    }),
  }
  return { hash: sha256Of(canonicalJson(text)), text }
}
