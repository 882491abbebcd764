import {
  backgroundLimits,
  documentLayer,
  evidenceContainer,
  evidenceMediaType,
  printLabels,
  renderPdf,
  transactionLogOf,
  usualLimits,
  type DeliveryPorts,
  type OfficeIdentity,
  type PrintLocale,
} from '@glosa/records'
import {
  isRefused,
  recordReferenceOf,
  recordShownTo,
  sealOf,
  systemStamp,
  versionOf,
  type Actor,
  type FrozenVersion,
  type Material,
  type RecordsPackageFile,
  type VersionSeal,
} from '@glosa/domain/model'
import type { CommandContext } from '../commands/context.ts'
import { decideAndAppend } from '../commands/decideAndAppend.ts'
import type { OfficeSeal } from '../officeSeal.ts'

/** How versions are printed and packed. */
export interface RenditionSetting {
  readonly locale: PrintLocale
  /** With it the layer for machines is embedded. */
  readonly identity: OfficeIdentity | null
  readonly packageFiles: readonly ('history' | 'evidence')[]
  readonly softwareVersion: string
}

/** The printed versions: made again at any time with the same bytes, sealed once. */
export interface Renditions {
  /** Prints without a seal. */
  print(frozen: FrozenVersion, recordNumber: string | null, isBackground?: boolean): Promise<Uint8Array>
  /**
   * The sealed PDF with this number in it; sealed now if it is not yet, and the event appended.
   * Unsealed where the office has no seal.
   * @throws SealUnusable | TimestampFailed | EvidenceMissing when it cannot be sealed now
   */
  sealed(frozen: FrozenVersion, recordNumber: string | null, isBackground?: boolean): Promise<Uint8Array>
  /** Files that join the package beside the usual ones. */
  readonly extras: NonNullable<DeliveryPorts['extras']>
}

export function createRenditions(
  context: CommandContext,
  officeSeal: OfficeSeal,
  setting: RenditionSetting,
): Renditions {
  const { blobs } = context
  const { locale, identity, packageFiles, softwareVersion } = setting

  const materialOf = async ({ materialId }: FrozenVersion): Promise<Material> => {
    const loaded = await context.materials.load(materialId)
    if (!loaded) throw new Error(`the material ${materialId} is missing`)
    return loaded.material
  }

  const print = async (
    frozen: FrozenVersion,
    recordNumber: string | null,
    isBackground = false,
  ): Promise<Uint8Array> => {
    const material = await materialOf(frozen)
    const reference = recordReferenceOf(material.deliveries, frozen.version)
    const ownId = `GLOSA-${frozen.materialId}-${frozen.version}`
    const layer = identity && documentLayer(reference, ownId, identity, frozen.title, locale)
    const options = { locale, recordNumber, layer }
    const limits = isBackground ? backgroundLimits : usualLimits
    return (await renderPdf(frozen, (blob) => blobs.get(blob), options, limits)).pdf
  }

  const sealed = async (
    frozen: FrozenVersion,
    givenNumber: string | null,
    isBackground = false,
  ): Promise<Uint8Array> => {
    const material = await materialOf(frozen)
    // A number that a person entered stands where the records system gives none.
    const recordNumber = givenNumber ?? material.documentReference
    if (!officeSeal.isConfigured) return print(frozen, recordNumber, isBackground)
    const version = versionOf(material, frozen.version)
    const known = isRefused(version) ? null : sealOf(version, recordNumber)
    const kept = known && (await blobs.get(known.pdf))
    if (kept) return kept
    const pdf = await print(frozen, recordNumber, isBackground)
    const labels = printLabels[locale]
    const reason = `${labels.sealReason} ${frozen.materialNumber}, ${labels.version.toLowerCase()} ${frozen.version}`
    const { pdf: bytes, certificate, level, isTrial, timestampedAt, provenUntil } = await officeSeal.seal(pdf, reason)
    const seal: VersionSeal = {
      pdf: await blobs.put(bytes),
      original: await blobs.put(pdf),
      recordNumber,
      level,
      certificate,
      isTrial,
      timestampedAt,
      ...(provenUntil === undefined ? {} : { provenUntil }),
    }
    const done = await decideAndAppend(context, systemStamp, frozen.materialId, (latest) => {
      const now = versionOf(latest, frozen.version)
      if (isRefused(now)) return now
      // Somebody else sealed it meanwhile: the first seal counts.
      return sealOf(now, recordNumber) ? [] : [{ type: 'version-sealed', version: frozen.version, seal }]
    })
    if (isRefused(done)) throw new Error(`the seal could not be written down: ${done.refused}`)
    const counted = versionOf(done.material, frozen.version)
    const first = isRefused(counted) ? null : sealOf(counted, recordNumber)
    return (first && (await blobs.get(first.pdf))) ?? bytes
  }

  return {
    print,
    sealed,
    async extras(frozen, files) {
      const made: Awaited<ReturnType<Renditions['extras']>>[number][] = []
      if (packageFiles.includes('history')) made.push(await historyOf(context, frozen, softwareVersion))
      if (packageFiles.includes('evidence') && officeSeal.timestamp) {
        const content: readonly Pick<RecordsPackageFile, 'name' | 'mediaType' | 'bytes'>[] = [...files, ...made]
        const bytes = await evidenceContainer(content, officeSeal.timestamp)
        made.push({ role: 'evidence', name: 'evidence.asice', mediaType: evidenceMediaType, bytes })
      }
      return made
    },
  }
}

/** Reads as the office's records are read: of no unit, and nobody's own notes. */
const recordsReader: Actor = {
  personId: systemStamp.personId,
  sessionId: '' as Actor['sessionId'],
  displayName: systemStamp.displayName,
  unitId: null,
  unitName: null,
  roles: ['records-manager'],
}

/** The history up to the lock, as the procedure lets it out: no private notes, nothing said inside a unit. */
async function historyOf(context: CommandContext, frozen: FrozenVersion, softwareVersion: string) {
  const records = await context.materialLog.read(frozen.materialId)
  const locked = records.find(({ events }) =>
    events.some((event) => event.type === 'material-locked' && event.version.number === frozen.version),
  )
  const loaded = await context.materials.load(frozen.materialId)
  if (!locked || !loaded) throw new Error(`the lock of ${frozen.materialId} is missing in its history`)
  const shown = records.flatMap((record) => {
    if (record.sequence > locked.sequence) return []
    const kept = recordShownTo(recordsReader, record, loaded.material)
    return kept ? [kept] : []
  })
  const { materialId: id, materialNumber: number, title } = frozen
  const facts = { material: { id, number, title }, source: 'GLOSA', createdAt: locked.at, softwareVersion }
  const bytes = transactionLogOf(shown, facts)
  return { role: 'history', name: 'history.xml', mediaType: 'application/xml', bytes } as const
}
