import { createHash } from 'node:crypto'
import { bodySchemaNumber, passageSpans, readBody } from '@glosa/domain/body'
import {
  canonicalJson,
  freezeMaterial,
  isRefused,
  lockMaterial as decide,
  mayLock,
  refused,
  stampOf,
  templateOf,
  type Actor,
  type BodyId,
  type CommentId,
  type DeliveryId,
  type FrozenBody,
  type FrozenPart,
  type FrozenVersion,
  type Instant,
  type LockFacts,
  type Material,
  type MaterialId,
  type PrintFinding,
  type Refused,
  type Sha256,
  type TextSpan,
} from '@glosa/domain/model'
import * as Y from 'yjs'
import type { CommandContext } from './context.ts'
import { decideAndAppendNow } from './decideAndAppend.ts'
import { sha256Of } from './hashRecord.ts'
import { voidApprovalsNow } from './decisions/voidApprovals.ts'
import type { BodyState } from './ports.ts'
import { bodyIdsOf, hashText, rewrittenIn } from './texts.ts'

/** A locked version, as told to the one who locked it. */
export interface Locked {
  readonly material: Material
  readonly version: number
  readonly hash: Sha256
}

/**
 * Locks a material (design: "a funnel, nothing runs back"): decide, close the gate of every text,
 * cut, append `material-locked` as the one atomic step, announce. Whatever fails before the
 * append opens the gate again and nothing happened.
 */
export const lockMaterial = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
): Promise<Locked | Refused> =>
  context.materials.oneAtATime(materialId, async () => {
    const loaded = await context.materials.load(materialId)
    if (!loaded) return refused('not-found')
    const early = mayLock(actor, loaded.material)
    if (isRefused(early)) return early
    const material = await voidApprovalsNow(context, loaded.material)
    if (isRefused(material)) return material
    const { settings } = await context.settings.read()
    const { isRequired: isApprovalRequired } = templateOf(settings, material).approval
    const bodyIds = bodyIdsOf(material)

    // Asked before the gate, so that nobody is stopped for a text that cannot be archived.
    const drafts = new Map<BodyId, BodyState>()
    for (const bodyId of bodyIds) drafts.set(bodyId, await context.live.read(materialId, bodyId))
    const draft = freeze(material, drafts, context.now(), actor)
    if (isRefused(draft)) return draft
    const allowed = mayLock(actor, material, { ...draft.facts, isApprovalRequired })
    if (isRefused(allowed)) return allowed
    const unshowable = refusedPrinting(await context.findUnshowable(draft.version))
    if (unshowable) return unshowable

    const gate = await context.live.closeGate(materialId, bodyIds, actor.personId)
    let sealed = false
    try {
      const locked = await lockBehindGate(context, actor, material, gate.cut, isApprovalRequired)
      if (!isRefused(locked)) {
        gate.seal()
        sealed = true
      }
      return locked
    } finally {
      if (!sealed) await gate.reopen()
    }
  })

/** A version that cannot be printed as it is is not locked; `checkPrinting` tells where to mend it. */
function refusedPrinting(findings: readonly PrintFinding[]): Refused | null {
  const characters = [...new Set(findings.flatMap(({ character }) => (character === null ? [] : [character])))]
  if (characters.length > 0) {
    return refused('unshowable-characters', { characters: characters.slice(0, 20).join(' '), count: characters.length })
  }
  return findings.length > 0 ? refused('unshowable-images', { count: findings.length }) : null
}

async function lockBehindGate(
  context: CommandContext,
  actor: Actor,
  before: Material,
  cut: ReadonlyMap<BodyId, BodyState>,
  isApprovalRequired: boolean,
): Promise<Locked | Refused> {
  const lockedAt = context.now()
  const cutText = freeze(before, cut, lockedAt, actor)
  if (isRefused(cutText)) return cutText
  const { version: frozen } = cutText
  const facts: LockFacts = { ...cutText.facts, isApprovalRequired }
  // Words that came between the first question and the gate may have undone an approval.
  const allowed = mayLock(actor, before, facts)
  if (isRefused(allowed)) return allowed
  const materialId = before.id
  const hash = await context.blobs.put(new TextEncoder().encode(canonicalJson(frozen)))
  const done = await decideAndAppendNow({ ...context, now: () => lockedAt }, stampOf(actor), materialId, (material) => {
    // Everything in the version was read at this sequence: a comment settled in between changes it.
    if (material.sequence !== before.sequence) return refused('conflict')
    return decide(
      actor,
      material,
      { number: frozen.version, hash, parts: frozenParts(frozen, cut) },
      context.deliveryTargets.map((target) => ({ id: deliveryIdOf(materialId, frozen.version, target), target })),
      facts,
    )
  })
  return isRefused(done) ? done : { material: done.material, version: frozen.version, hash }
}

/** The same delivery always has the same id, so that a repeated one is recognised. */
export const deliveryIdOf = (materialId: MaterialId, version: number, target: string): DeliveryId =>
  createHash('sha256').update(`${materialId}\n${version}\n${target}`).digest('hex') as DeliveryId

function freeze(
  material: Material,
  states: ReadonlyMap<BodyId, BodyState>,
  at: Instant,
  actor: Actor,
): { readonly version: FrozenVersion; readonly facts: Omit<LockFacts, 'isApprovalRequired'> } | Refused {
  const rewritten: CommentId[] = []
  const bodies = new Map<BodyId, FrozenBody>()
  const spans = new Map<CommentId, TextSpan | null>()
  for (const [bodyId, { state }] of states) {
    const ydoc = new Y.Doc()
    try {
      Y.applyUpdate(ydoc, state)
      const doc = readBody(ydoc)
      if (isRefused(doc)) return doc
      bodies.set(bodyId, { bodySchemaNumber, doc: doc.toJSON() })
      rewritten.push(...rewrittenIn(material, bodyId, ydoc).map(({ commentId }) => commentId))
      const anchors = [...material.comments.values()].flatMap(({ id, place }) =>
        (place.at === 'passage' || place.at === 'table') && place.anchor.bodyId === bodyId
          ? [{ id, anchor: place.anchor }]
          : [],
      )
      const resolved = passageSpans(
        ydoc,
        anchors.map(({ anchor }) => anchor),
      )
      anchors.forEach(({ id }, index) => spans.set(id, resolved[index] ?? null))
    } finally {
      ydoc.destroy()
    }
  }
  return {
    version: freezeMaterial(material, bodies, spans, at, stampOf(actor)),
    facts: { now: at, textHash: hashText(material, bodies).hash, rewritten },
  }
}

const frozenParts = (frozen: FrozenVersion, cut: ReadonlyMap<BodyId, BodyState>): readonly FrozenPart[] =>
  frozen.parts.map((part) => {
    const { partId, kind, title } = part
    return part.form === 'body'
      ? {
          partId,
          kind,
          title,
          bodyId: part.bodyId,
          gateSequence: cut.get(part.bodyId)?.sequence ?? null,
          hash: sha256Of(canonicalJson(part.doc)),
        }
      : { partId, kind, title, bodyId: null, gateSequence: null, hash: part.blob }
  })
