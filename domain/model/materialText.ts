import type { BodyId, MaterialId, PartId, Sha256 } from './ids.ts'
import type { FrozenBody, JsonObject } from './frozenVersion.ts'
import type { Material, PartKind } from './material.ts'

/** A part as it is approved: its text, or the name and hash of the attached file. */
export type TextPart = { readonly partId: PartId; readonly kind: PartKind; readonly title: string } & (
  | { readonly form: 'body'; readonly bodySchemaNumber: number; readonly doc: JsonObject }
  | {
      readonly form: 'file'
      readonly fileName: string
      readonly mediaType: string
      readonly bytes: number
      readonly blob: Sha256
    }
)

/**
 * Everything that an approval is bound to: title, texts and annexes, and nothing else. The
 * SHA-256 of its canonical JSON is the hash that the approver is shown.
 */
export interface MaterialText {
  readonly format: 'glosa-text'
  readonly formatNumber: 1
  readonly materialId: MaterialId
  readonly title: string
  readonly parts: readonly TextPart[]
}

/**
 * @param bodies the text of every part that is a body
 * @throws RangeError when a body is missing: nobody approves half a material
 */
export const materialText = (
  material: Pick<Material, 'id' | 'title' | 'parts'>,
  bodies: ReadonlyMap<BodyId, FrozenBody>,
): MaterialText => ({
  format: 'glosa-text',
  formatNumber: 1,
  materialId: material.id,
  title: material.title,
  parts: material.parts.map((part): TextPart => {
    const { id: partId, kind, title } = part
    if (part.form === 'file') {
      const { fileName, mediaType, bytes, blob } = part
      return { partId, kind, title, form: 'file', fileName, mediaType, bytes, blob }
    }
    const body = bodies.get(part.bodyId)
    if (!body) throw new RangeError(`the body of part ${partId} is missing`)
    return { partId, kind, title, form: 'body', bodySchemaNumber: body.bodySchemaNumber, doc: body.doc }
  }),
})
