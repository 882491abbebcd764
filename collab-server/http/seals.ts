import type { PrintFindingView, SealView } from '@glosa/domain/contract'
import {
  isRefused,
  mayAct,
  mayKeepSeals,
  materialShownTo,
  recordShownTo,
  refused,
  versionOf,
  type Actor,
  type Refused,
} from '@glosa/domain/model'
import { addSignedCopy, type ReadSignedCopy } from '../commands/addSignedCopy.ts'
import { checkPrinting } from '../commands/checkPrinting.ts'
import type { CommandContext } from '../commands/context.ts'
import { draftVersion } from '../commands/draftVersion.ts'
import { listSealable, orderSeals, waitingSeals } from '../commands/sealOrders.ts'
import { readable } from './materials.ts'
import type { Download, Serve } from './serveRoute.ts'

/** What the routes of printing and sealing need beside the commands. */
export interface SealDesk {
  readonly isConfigured: boolean
  status(): Promise<Omit<SealView, 'isConfigured' | 'waiting'>>
  /** Has the worker look for orders now. */
  wake(): void
  readonly readSigned: ReadSignedCopy
  readonly transactionLog: (
    records: Parameters<TransactionLog>[0],
    material: Parameters<TransactionLog>[1],
  ) => Uint8Array
  /** The comments of a version as Web Annotations. */
  readonly annotations: (frozen: Exclude<Awaited<ReturnType<typeof draftVersion>>, Refused>) => Uint8Array
}

type TransactionLog = (
  records: readonly NonNullable<ReturnType<typeof recordShownTo>>[],
  material: { readonly id: string; readonly number: string; readonly title: string },
) => Uint8Array

const mostFindings = 500

/** Printing, the seal of the office, signatures made outside, and the formats beside the PDF. */
export function serveSeals(serve: Serve, context: CommandContext, desk: SealDesk): void {
  serve('checkPrinting', async ({ actor, params }) => {
    const findings = await checkPrinting(context, actor, params.materialId)
    if (isRefused(findings)) return findings
    const shown: PrintFindingView[] = findings.slice(0, mostFindings).map((finding) => ({ ...finding }))
    return { findings: shown, total: findings.length }
  })
  serve('readSeal', async ({ actor }) => {
    const allowed = mayLookAtSeal(actor)
    if (isRefused(allowed)) return allowed
    return { isConfigured: desk.isConfigured, ...(await desk.status()), waiting: await waitingSeals(context) }
  })
  serve('listSealable', async ({ actor, query }) => {
    const versions = await listSealable(context, actor, { state: query.state, limit: query.limit })
    return isRefused(versions) ? versions : { versions: versions.map((version) => ({ ...version })) as never }
  })
  serve('orderSeals', async ({ actor, body }) => {
    if (!desk.isConfigured) return refused('seal-not-configured')
    const done = await orderSeals(context, actor, body.versions)
    if (isRefused(done)) return done
    desk.wake()
    return { ordered: [...done.ordered], notOrdered: [...done.notOrdered] }
  })
  serve('addSignedCopy', async ({ actor, params, query, body }) => {
    const copy = { fileName: query.fileName, bytes: body }
    const kept = await addSignedCopy(context, actor, params.materialId, params.version, copy, desk.readSigned)
    if (isRefused(kept)) return kept
    const { material, blob, signatures } = kept
    return { sequence: material.sequence, blob, signatures: [...signatures], at: context.now() }
  })
  serve('downloadSignedCopy', async ({ actor, params }) => {
    const material = await readable(context, actor, params.materialId)
    if (isRefused(material)) return material
    const allowed = mayAct(actor, 'download-version', material)
    if (isRefused(allowed)) return allowed
    const version = versionOf(material, params.version)
    if (isRefused(version)) return version
    const copy = version.signedCopies?.find(({ blob }) => blob === params.blob)
    const bytes = copy && (await context.blobs.get(copy.blob))
    if (!copy || !bytes) return refused('version-not-found')
    return { bytes, mediaType: 'application/pdf', fileName: copy.fileName, immutable: true } satisfies Download
  })
  serve('downloadHistory', async ({ actor, params }) => {
    const material = await readable(context, actor, params.materialId)
    if (isRefused(material)) return material
    const allowed = mayAct(actor, 'see-history', material)
    if (isRefused(allowed)) return allowed
    const records = await context.materialLog.read(params.materialId)
    const shown = records.flatMap((record) => recordShownTo(actor, record, material) ?? [])
    const bytes = desk.transactionLog(shown, material)
    return { bytes, mediaType: 'application/xml', fileName: `${material.number}-history.xml` } satisfies Download
  })
  serve('downloadComments', async ({ actor, params }) => {
    const material = await readable(context, actor, params.materialId)
    if (isRefused(material)) return material
    const draft = await draftVersion(context, actor, materialShownTo(actor, material))
    if (isRefused(draft)) return draft
    const bytes = desk.annotations(draft)
    const fileName = `${material.number}-comments.jsonld`
    return { bytes, mediaType: 'application/ld+json', fileName } satisfies Download
  })
}

/** Who has versions sealed, and who runs the software and renews its certificate. */
const mayLookAtSeal = (actor: Actor): true | Refused =>
  actor.roles.includes('administrator') ? true : mayKeepSeals(actor)
