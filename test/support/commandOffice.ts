import { randomBytes } from 'node:crypto'
import { anchorOfQuote, readBody, replacePassage } from '@glosa/domain/body'
import {
  canonicalJson,
  instant,
  isRefused,
  opaqueIdFrom,
  partTextOf,
  refused,
  type Actor,
  type BodyId,
  type CommentId,
  type CommentKind,
  type Instant,
  type JsonObject,
  type Material,
  type MaterialId,
  type OfficeStorage,
  type PartKind,
  type Person,
  type Refused,
  type UnitId,
} from '@glosa/domain/model'
import { openMemoryStorage } from '@glosa/storage'
import type { CommandContext } from '../../collab-server/commands/context.ts'
import { closeRound } from '../../collab-server/commands/closeRound.ts'
import { createMaterial } from '../../collab-server/commands/createMaterial.ts'
import { createMaterials } from '../../collab-server/commands/materials.ts'
import { createOfficeSettings } from '../../collab-server/commands/officeSettings.ts'
import { createTexts } from '../../collab-server/commands/texts.ts'
import { inviteParticipant } from '../../collab-server/commands/inviteParticipant.ts'
import { lodgeComment } from '../../collab-server/commands/lodgeComment.ts'
import { openRound } from '../../collab-server/commands/openRound.ts'
import { createRooms, type Rooms } from '../../collab-server/rooms/index.ts'
import { administrator, drafter, reviewer, secretary, unitId } from './people.ts'
import { economyHead, legalHead, sponsor, treasurer } from './procedure.ts'

const cast = [drafter, reviewer, secretary, administrator, economyHead, legalHead, sponsor, treasurer]
const silent = () => undefined

/** One process of an office on a storage that it may share with others: real commands, rooms and projections. */
export interface CommandOffice {
  readonly context: CommandContext
  readonly rooms: Rooms
  /** Moves the clock of this process. */
  pass(ms: number): void
  close(): Promise<void>
}

export async function openCommandOffice(
  storage?: OfficeStorage,
): Promise<CommandOffice & { readonly storage: OfficeStorage }> {
  const kept = storage ?? (await openMemoryStorage())
  let time = Date.UTC(2026, 10, 23, 8)
  const now = (): Instant => instant(time)
  const materials = createMaterials(kept.materialLog)
  const rooms = createRooms({
    bodyLog: kept.bodyLog,
    admission: {
      actorOf: async () => refused('not-signed-in'),
      material: async (id) => (await materials.load(id))?.material ?? null,
      meeting: async () => null,
      meetingReader: async (actor) => ({ actor, reads: () => false }),
    },
    log: { info: silent, warn: silent, error: silent },
    randomBytes,
    originAllowed: () => true,
  })
  const people = cast.map((actor): Person => ({
    id: actor.personId,
    login: actor.displayName,
    displayName: actor.displayName,
    email: null,
    unitId: actor.unitId,
    roles: actor.roles,
  }))
  const units = ['economy', 'legal', 'treasury', 'office', 'it'].map((name) => ({ id: unitId(name), name, mark: name }))
  await kept.projections.putDirectory(people, units)
  // Meetings and what readers keep for themselves have their own tests.
  const context = {
    materials,
    materialLog: kept.materialLog,
    projections: kept.projections,
    blobs: kept.blobs,
    live: rooms,
    texts: createTexts(rooms),
    settings: createOfficeSettings({ officeLog: kept.officeLog, now }),
    announcer: rooms,
    now,
    newId: () => opaqueIdFrom(randomBytes(64)),
    deliveryTargets: [],
    findUnshowable: async () => [],
    fileIn: () => null,
    templateDoc: (_template: string, kind: string) => texts[kind as PartKind] ?? paragraph('…'),
    projectionFailed: (_id: MaterialId, error: unknown) => {
      throw error
    },
  } satisfies Partial<CommandContext>
  return {
    storage: kept,
    context: context as Partial<CommandContext> as CommandContext,
    rooms,
    pass: (ms) => void (time += ms),
    close: () => rooms.close(),
  }
}

const paragraph = (...lines: string[]): JsonObject => ({
  type: 'doc',
  content: lines.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
})
const texts: Readonly<Partial<Record<PartKind, JsonObject>>> = {
  'cover-report': paragraph('Kraj hospodaří podle provizoria.', 'Limit činí 412 milionů korun.'),
  'draft-resolution': paragraph('Rada schvaluje provizorium do 30 dnů.', 'Rada ukládá předložit zprávu čtvrtletně.'),
}

/** What a command answers when it is not refused. */
export function done<T>(outcome: T | Refused): T {
  if (isRefused(outcome)) throw new Error(`refused: ${canonicalJson(outcome)}`)
  return outcome
}

/** A material with an open round; the head of the unit legal and its staff are asked. */
export async function foundInReview({ context }: CommandOffice, closesInHours = 24): Promise<MaterialId> {
  const { material } = done(
    await createMaterial(context, drafter, {
      title: 'Rozpočtové provizorium',
      template: 'council-material',
      leadUnitId: unitId('economy') as UnitId,
      sponsorId: sponsor.personId,
    }),
  )
  done(await inviteParticipant(context, drafter, material.id, { unitId: unitId('legal') as UnitId, right: 'comment' }))
  const closesAt = instant(context.now() + closesInHours * 3_600_000)
  done(await openRound(context, drafter, material.id, { closesAt, roundId: undefined, terms: undefined }))
  return material.id
}

export async function materialOf({ context }: CommandOffice, id: MaterialId): Promise<Material> {
  const loaded = await context.materials.load(id)
  if (!loaded) throw new Error('there is no such material')
  return loaded.material
}

export async function bodyOf(office: CommandOffice, id: MaterialId, kind: PartKind): Promise<BodyId> {
  const part = (await materialOf(office, id)).parts.find((one) => one.kind === kind)
  if (part?.form !== 'body') throw new Error(`the material has no text ${kind}`)
  return part.bodyId
}

/** The plain text of a part now. */
export async function wordsOf(office: CommandOffice, id: MaterialId, kind: PartKind): Promise<string> {
  return office.context.live.look(id, await bodyOf(office, id, kind), (ydoc) => {
    const doc = readBody(ydoc)
    if (isRefused(doc)) throw new Error(doc.refused)
    return partTextOf(doc.toJSON() as JsonObject)
  })
}

/** Lodges a comment on words of a part, with the words that should stand there. */
export async function comment(
  office: CommandOffice,
  id: MaterialId,
  kind: PartKind,
  quote: string,
  proposedWording: string | null,
  weight: CommentKind = 'advisory',
  by: Actor = legalHead,
): Promise<CommentId> {
  const { context } = office
  const bodyId = await bodyOf(office, id, kind)
  const anchor = await context.live.look(id, bodyId, (ydoc, sequence) => anchorOfQuote(ydoc, bodyId, quote, sequence))
  const part = (await materialOf(office, id)).parts.find((one) => one.kind === kind)
  if (!anchor || !part) throw new Error(`no words „${quote}“`)
  const commentId = context.newId<CommentId>()
  done(
    await lodgeComment(context, by, id, {
      commentId,
      kind: weight,
      visibility: null,
      place: { at: 'passage', partId: part.id, anchor },
      text: 'Připomínka.',
      justification: 'Důvod.',
      proposedWording,
    }),
  )
  return commentId
}

/** Somebody rewrites words of a part. */
export async function rewrite(
  office: CommandOffice,
  id: MaterialId,
  kind: PartKind,
  quote: string,
  words: string,
): Promise<void> {
  const bodyId = await bodyOf(office, id, kind)
  done(
    await office.context.live.edit(id, bodyId, drafter.personId, (fork) => {
      const anchor = anchorOfQuote(fork, bodyId, quote, 0)
      if (!anchor) return refused('quote-not-in-body')
      const replaced = replacePassage(fork, anchor, words)
      return isRefused(replaced) ? replaced : null
    }),
  )
}

export const close = async ({ context }: CommandOffice, id: MaterialId): Promise<void> => {
  done(await closeRound(context, drafter, id))
}
