import type { FrozenVersion, FrozenVersionPart, JsonObject } from '../frozenVersion.ts'
import type { PersonStamp } from '../people.ts'
import { redactDoc } from './redactDoc.ts'
import type { CopyPlan } from './publication.ts'

/** What stands in a public copy in place of what is not published. */
export interface RedactionWords {
  /** In place of removed words. */
  readonly removed: string
  /** In place of a part that was left out. */
  readonly leftOut: string
}

const nobody: PersonStamp = { personId: '' as PersonStamp['personId'], displayName: '', unitId: null, unitName: null }

/**
 * The copy of a version that the public gets: redacted, without people, comments, disputes and
 * approvals. The version itself stays as it is.
 * @param title the title as the public reads it
 */
export function redactVersion(
  frozen: FrozenVersion,
  plan: CopyPlan,
  title: string,
  words: RedactionWords,
): FrozenVersion {
  return {
    format: 'glosa-version',
    formatNumber: 1,
    materialId: frozen.materialId,
    materialNumber: frozen.materialNumber,
    title,
    template: frozen.template,
    version: frozen.version,
    drafter: nobody,
    sponsor: null,
    leadUnitName: frozen.leadUnitName,
    lockedAt: frozen.lockedAt,
    lockedBy: nobody,
    parts: frozen.parts.map((part) => redactPart(part, plan, words)),
    comments: [],
  }
}

function redactPart(part: FrozenVersionPart, plan: CopyPlan, words: RedactionWords): FrozenVersionPart {
  const { partId, kind } = part
  const isKept = part.form === 'body' ? !plan.leftOut.includes(partId) : plan.attached.includes(partId)
  // Without a title of its own a part is called by its kind.
  const title = isKept && !plan.hiddenTitles.includes(partId) ? part.title : ''
  if (part.form === 'body') {
    const spans = plan.redactions.filter((redaction) => redaction.partId === partId)
    const doc = isKept ? redactDoc(part.doc, spans, words.removed) : sayingOnly(words.leftOut)
    const { bodyId, bodySchemaNumber } = part
    return { partId, kind, title, form: 'body', bodyId, bodySchemaNumber, doc }
  }
  if (isKept) return { ...part, title, fileName: publicFileName(part) }
  return {
    partId,
    kind,
    title,
    form: 'body',
    bodyId: partId as string as Extract<FrozenVersionPart, { form: 'body' }>['bodyId'],
    bodySchemaNumber: 1,
    doc: sayingOnly(words.leftOut),
  }
}

const sayingOnly = (text: string): JsonObject => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
})

/** The name under which an attached file is published: its own may name a person. */
export function publicFileName({ partId, fileName }: { readonly partId: string; readonly fileName: string }): string {
  const ending = /\.[a-z0-9]{1,8}$/i.exec(fileName)?.[0].toLowerCase() ?? ''
  return `${partId}${ending}`
}
