import type { BodyId, MaterialId, PartId, Sha256 } from './ids.ts'
import { freezePart, type FrozenBody, type JsonObject } from './frozenVersion.ts'
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
    const frozen = freezePart(part, bodies)
    if (frozen.form === 'file') return frozen
    const { partId, kind, title, form, bodySchemaNumber, doc } = frozen
    return { partId, kind, title, form, bodySchemaNumber, doc }
  }),
})
