import { isRefused, refused, sealedPdfOf, sealOf, type Material, type RecordsDelivery } from '@glosa/domain/model'
import type { CommandContext } from '../commands/context.ts'
import { lockMaterial } from '../commands/lockMaterial.ts'
import { readable } from './materials.ts'
import type { Download, Serve } from './serveRoute.ts'

/** Locked versions, their files and deliveries. */
export function serveVersions(serve: Serve, context: CommandContext): void {
  serve('lockMaterial', async ({ actor, params }) => {
    const locked = await lockMaterial(context, actor, params.materialId)
    if (isRefused(locked)) return locked
    return { sequence: locked.material.sequence, version: locked.version, hash: locked.hash }
  })
  serve('readVersion', async ({ actor, params }) => {
    const material = await readable(context, actor, params.materialId)
    if (isRefused(material)) return material
    return (await versionJson(context, material, params.version)) ?? refused('version-not-found')
  })
  serve('downloadVersionFile', async ({ actor, params }) => {
    const material = await readable(context, actor, params.materialId)
    if (isRefused(material)) return material
    const { version, file } = params
    if (file === 'json') return (await versionJson(context, material, version)) ?? refused('version-not-found')
    const sealed = file === 'pdf' ? await sealedPdf(context, material, version) : null
    if (sealed) return sealed
    const delivery = material.deliveries.find((candidate) => candidate.version === version && sentOf(candidate))
    return (delivery && (await packageFile(context, material, delivery, file))) ?? refused('version-not-found')
  })
}

const sentOf = (delivery: RecordsDelivery) => ('sent' in delivery ? delivery.sent : null)

/** The newest sealed PDF of a version; `null` when it has none. */
async function sealedPdf(context: CommandContext, material: Material, number: number): Promise<Download | null> {
  const version = material.versions.find((candidate) => candidate.number === number)
  const seal = version && sealOf(version)
  const bytes = seal ? await context.blobs.get(sealedPdfOf(seal)) : null
  const fileName = `${material.number}-v${number}.pdf`
  // Another seal or a renewal may follow, so it is not kept for good.
  return bytes && { bytes, mediaType: 'application/pdf', fileName }
}

async function versionJson(context: CommandContext, material: Material, number: number): Promise<Download | null> {
  const version = material.versions.find((candidate) => candidate.number === number)
  const bytes = version ? await context.blobs.get(version.hash) : null
  const fileName = `${material.number}-v${number}.json`
  return bytes && { bytes, mediaType: 'application/json', fileName, immutable: true }
}

const packed = {
  comments: { mediaType: 'application/ld+json', ending: 'comments.jsonld' },
  history: { mediaType: 'application/xml', ending: 'history.xml' },
  evidence: { mediaType: 'application/vnd.etsi.asic-e+zip', ending: 'evidence.asice' },
} as const

async function packageFile(
  context: CommandContext,
  material: Material,
  delivery: RecordsDelivery,
  file: 'pdf' | 'comments' | 'manifest' | 'receipt' | 'history' | 'evidence',
): Promise<Download | null> {
  const sent = sentOf(delivery)
  if (!sent) return null
  const stem = `${material.number}-v${delivery.version}`
  switch (file) {
    case 'pdf': {
      const bytes = await context.blobs.get(sent.pdf)
      return bytes && { bytes, mediaType: 'application/pdf', fileName: `${stem}.pdf`, immutable: true }
    }
    case 'manifest': {
      const bytes = await context.blobs.get(sent.manifest)
      return bytes && { bytes, mediaType: 'application/json', fileName: `${stem}-manifest.json`, immutable: true }
    }
    case 'receipt': {
      const bytes = delivery.state === 'registered' ? await context.blobs.get(delivery.receipt.raw) : null
      return bytes && { bytes, mediaType: 'application/json', fileName: `${stem}-receipt.json`, immutable: true }
    }
    case 'comments':
    case 'history':
    case 'evidence': {
      const { mediaType, ending } = packed[file]
      const manifest = await context.blobs.get(sent.manifest)
      const hash = manifest && context.fileIn(manifest, file)
      const bytes = hash ? await context.blobs.get(hash) : null
      return bytes && { bytes, mediaType, fileName: `${stem}-${ending}`, immutable: true }
    }
  }
}
