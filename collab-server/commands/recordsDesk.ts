import {
  canonicalJson,
  foldText,
  holdsUpOthers,
  isOpenDelivery,
  isRefused,
  lastFixityCheck,
  mayAct,
  mayKeepRecords,
  neverDue,
  overAndDone,
  referenceOf,
  refused,
  stampOf,
  systemStamp,
  whosOf,
  type Actor,
  type BlobStore,
  type CodeList,
  type CodeListsAnswer,
  type DeliveryId,
  type DryRun,
  type Exchange,
  type FixityState,
  type FrozenVersion,
  type Instant,
  type Material,
  type MaterialId,
  type RecordsDelivery,
  type RecordsDispatch,
  type RecordsHealth,
  type RecordsPackageFile,
  type RecordsSystem,
  type SealCertificate,
  type Refused,
  type ReadCodeLists,
} from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { recordsLinkLog, type RecordsLinks } from './recordsLink.ts'

/** A records system as configured, without its secrets. */
export interface RecordsTarget {
  readonly name: string
  readonly kind: 'folder' | 'essl' | 'sip' | 'cmis' | 'ezd'
  /** Name for people. */
  readonly label: string
  /** Address or folder, without secrets. */
  readonly endpoint: string | null
  readonly order: 'strict' | 'each-material'
  readonly after: string | null
  /** The office's own certificate of the connection; `null` without one. */
  readonly certificate: SealCertificate | null
  readonly system: RecordsSystem
}

/** What the desk needs of the world beside the commands' own. */
export interface DeskPorts {
  readonly targets: readonly RecordsTarget[]
  readonly links: RecordsLinks
  readonly fixityState: () => Promise<FixityState>
  /** Looks at delivered bytes now; one run at a time. */
  readonly checkFixity: (materialId: MaterialId | null) => Promise<void>
  /** Files of a package by its manifest. */
  readonly filesOf: (manifest: Uint8Array) => readonly PackagedFile[]
  /** Whether a delivery waits until somebody has its version sealed. */
  readonly awaitsSeal: (material: Material, delivery: RecordsDelivery) => boolean
  /** Builds what would be sent. */
  readonly dispatchFor: (frozen: FrozenVersion, material: Material, target: string) => Promise<RecordsDispatch>
  /** Has the delivery worker look now. */
  readonly wake: () => void
}

export interface PackagedFile extends Pick<RecordsPackageFile, 'name' | 'mediaType' | 'sha256'> {
  readonly bytes: number
  readonly role: string
}

/** A delivery with the material that it belongs to. */
export interface ListedDelivery {
  readonly material: Material
  readonly delivery: RecordsDelivery
  readonly lockedAt: Instant
  /** An earlier delivery that this one has to wait for. */
  readonly heldUpBy: DeliveryId | null
  /** Nothing is prepared before somebody has the version sealed. */
  readonly awaitsSeal: boolean
}

export interface ListedTarget {
  readonly target: Omit<RecordsTarget, 'system'>
  readonly system: RecordsSystem | null
  readonly queue: readonly ListedDelivery[]
  readonly health: (RecordsHealth & { readonly at: Instant }) | null
  readonly codeListsReadAt: Instant | null
}

/** What a records manager sees and asks; each question is refused to everybody else. */
export function createRecordsDesk(context: CommandContext, ports: DeskPorts) {
  const targetOf = (name: string): RecordsTarget | Refused =>
    ports.targets.find((target) => target.name === name) ?? refused('records-system-unknown')

  async function openDeliveries(): Promise<readonly ListedDelivery[]> {
    const listed: ListedDelivery[] = []
    for (const materialId of await context.projections.deliveriesDue(neverDue)) {
      const material = (await context.materials.load(materialId))?.material
      if (material) listed.push(...listedIn(material).filter(({ delivery }) => isOpenDelivery(delivery)))
    }
    return inQueues(listed, ports)
  }

  async function deliveredMaterials(actor: Actor, words: readonly string[], limit: number, offset: number) {
    const query = { whos: whosOf(actor), personId: actor.personId, words, state: 'locked', limit, offset } as const
    const { cards, total } = await context.projections.cards(query)
    const listed: ListedDelivery[] = []
    for (const { materialId } of cards) {
      const material = (await context.materials.load(materialId))?.material
      if (material)
        listed.push(
          ...listedIn(material)
            .filter(({ delivery }) => !isOpenDelivery(delivery))
            .toReversed(),
        )
    }
    return { listed, total }
  }

  return {
    async systems(actor: Actor): Promise<readonly ListedTarget[] | Refused> {
      const allowed = mayKeepRecords(actor)
      if (isRefused(allowed)) return allowed
      const open = await openDeliveries()
      const names = new Set([...ports.targets.map(({ name }) => name), ...open.map(({ delivery }) => delivery.target)])
      return Promise.all(
        [...names].map(async (name): Promise<ListedTarget> => {
          const { state: link } = await ports.links.load(recordsLinkLog(name))
          const known = ports.targets.find((target) => target.name === name)
          const unknown = {
            name,
            kind: 'folder',
            label: name,
            endpoint: null,
            order: 'each-material',
            after: null,
            certificate: null,
          } as const
          return {
            target: known ?? unknown,
            system: known?.system ?? null,
            queue: open.filter(({ delivery }) => delivery.target === name),
            health: link.health,
            codeListsReadAt: link.codeLists?.readAt ?? null,
          }
        }),
      )
    },

    async check(actor: Actor, name: string): Promise<(RecordsHealth & { readonly at: Instant }) | Refused> {
      const allowed = mayKeepRecords(actor)
      if (isRefused(allowed)) return allowed
      const target = targetOf(name)
      if (isRefused(target)) return target
      if (!target.system.check) return refused('records-system-unavailable')
      const health = await target.system.check()
      const event = { type: 'system-checked', ...health } as const
      const done = await ports.links.decideAndAppend(stampOf(actor), recordsLinkLog(name), () => [event])
      return isRefused(done) ? done : { ...health, at: context.now() }
    },

    async codeLists(actor: Actor, name: string): Promise<ReadCodeLists | null | Refused> {
      const allowed = mayKeepRecords(actor)
      if (isRefused(allowed)) return allowed
      const target = targetOf(name)
      return isRefused(target) ? target : keptCodeLists(ports.links, context.blobs, name)
    },

    async refreshCodeLists(actor: Actor, name: string): Promise<ReadCodeLists | Refused> {
      const allowed = mayKeepRecords(actor)
      if (isRefused(allowed)) return allowed
      const target = targetOf(name)
      if (isRefused(target)) return target
      const read = await readCodeLists(ports.links, context.blobs, target)
      return 'problem' in read ? refused('records-system-unavailable') : read
    },

    async exchanges(actor: Actor, name: string, limit: number): Promise<readonly Exchange[] | Refused> {
      const allowed = mayKeepRecords(actor)
      if (isRefused(allowed)) return allowed
      const { state: link } = await ports.links.load(recordsLinkLog(name))
      return link.exchanges.toReversed().slice(0, limit)
    },

    async list(
      actor: Actor,
      wish: {
        readonly show: 'open' | 'dead-letters' | 'delivered'
        readonly target?: string | undefined
        readonly state?: RecordsDelivery['state'] | undefined
        readonly query?: string | undefined
        readonly limit: number
        readonly offset: number
      },
    ): Promise<{ readonly deliveries: readonly ListedDelivery[]; readonly total: number } | Refused> {
      const allowed = mayKeepRecords(actor)
      if (isRefused(allowed)) return allowed
      const words = foldText(wish.query ?? '')
        .split(/\s+/)
        .filter(Boolean)
      const fits = ({ delivery }: ListedDelivery) =>
        (wish.target === undefined || delivery.target === wish.target) &&
        (wish.state === undefined || delivery.state === wish.state)
      if (wish.show === 'delivered') {
        const { listed, total } = await deliveredMaterials(actor, words, wish.limit, wish.offset)
        return { deliveries: listed.filter(fits), total }
      }
      const found = (await openDeliveries()).filter(
        (listed) =>
          fits(listed) &&
          (wish.show === 'open' || listed.delivery.state === 'rejected') &&
          words.every((word) => searchTextOf(listed).includes(word)),
      )
      return { deliveries: found.slice(wish.offset, wish.offset + wish.limit), total: found.length }
    },

    async delivery(actor: Actor, materialId: MaterialId, deliveryId: DeliveryId) {
      const material = (await context.materials.load(materialId))?.material
      if (!material) return refused('not-found')
      const allowed = mayAct(actor, 'retry-delivery', material)
      if (isRefused(allowed)) return allowed
      const listed = inQueues(listedIn(material), ports).find(({ delivery }) => delivery.id === deliveryId)
      if (!listed) return refused('delivery-not-found')
      const { delivery } = listed
      const { state: link } = await ports.links.load(recordsLinkLog(delivery.target))
      const manifest = 'sent' in delivery && delivery.sent ? await context.blobs.get(delivery.sent.manifest) : null
      return {
        listed,
        receipt: 'receipt' in delivery ? await context.blobs.get(delivery.receipt.raw) : null,
        files: manifest ? ports.filesOf(manifest) : [],
        exchanges: link.exchanges.filter((exchange) => exchange.deliveryId === deliveryId).toReversed(),
        lastCheckedAt: lastFixityCheck(await ports.fixityState(), deliveryId),
      }
    },

    async dryRun(
      actor: Actor,
      name: string,
      materialId: MaterialId,
      versionNumber: number,
    ): Promise<(DryRun & { readonly files: readonly PackagedFile[] }) | Refused> {
      const allowed = mayKeepRecords(actor)
      if (isRefused(allowed)) return allowed
      const target = targetOf(name)
      if (isRefused(target)) return target
      const material = (await context.materials.load(materialId))?.material
      if (!material || isRefused(mayAct(actor, 'read', material))) return refused('not-found')
      const version = material.versions.find(({ number }) => number === versionNumber)
      const bytes = version ? await context.blobs.get(version.hash) : null
      if (!bytes) return refused('version-not-found')
      const frozen: FrozenVersion = JSON.parse(new TextDecoder().decode(bytes))
      const parcel = await ports.dispatchFor(frozen, material, name)
      const run = (await target.system.dryRun?.(parcel)) ?? { messages: [], problems: [] }
      const files = parcel.files.map(({ name: file, mediaType, sha256, role, bytes: content }) => ({
        name: file,
        mediaType,
        sha256,
        bytes: content.length,
        role: role ?? '',
      }))
      return { ...run, files }
    },

    /** Findings and runs; with `check` the delivered bytes are looked at before. */
    async fixity(actor: Actor, check: 'all' | MaterialId | null) {
      const allowed = mayKeepRecords(actor)
      if (isRefused(allowed)) return allowed
      if (check !== null) await ports.checkFixity(check === 'all' ? null : check)
      const findings: ListedDelivery[] = []
      const state = await ports.fixityState()
      let delivered = 0
      let neverChecked = 0
      for (const materialId of await context.projections.deliveriesDue(overAndDone)) {
        const material = (await context.materials.load(materialId))?.material
        for (const listed of material ? listedIn(material) : []) {
          if (listed.delivery.state === 'registered') {
            delivered += 1
            if (!state.lastCheckedAt.has(listed.delivery.id)) neverChecked += 1
          }
          if (listed.delivery.fixity) findings.push(listed)
        }
      }
      return { findings, runs: state.runs, delivered, neverChecked }
    },

    wake: ports.wake,
  }
}

export type RecordsDesk = ReturnType<typeof createRecordsDesk>

/** The code lists as they were last read; `null` when they never were. */
export async function keptCodeLists(
  links: RecordsLinks,
  blobs: BlobStore,
  name: string,
): Promise<ReadCodeLists | null> {
  const { state: link } = await links.load(recordsLinkLog(name))
  const bytes = link.codeLists ? await blobs.get(link.codeLists.blob) : null
  if (!link.codeLists || !bytes) return null
  const lists: readonly CodeList[] = JSON.parse(new TextDecoder().decode(bytes))
  return { readAt: link.codeLists.readAt, lists }
}

/** Reads the code lists of a records system and keeps them; those that are kept stay when it does not answer. */
export async function readCodeLists(
  links: RecordsLinks,
  blobs: BlobStore,
  { name, system }: Pick<RecordsTarget, 'name' | 'system'>,
): Promise<ReadCodeLists | Extract<CodeListsAnswer, { type: 'unreachable' }>> {
  if (!system.codeLists) return { readAt: 0 as Instant, lists: [] }
  const answer = await system.codeLists()
  if (answer.type === 'unreachable') return answer
  const { lists } = answer
  const blob = await blobs.put(new TextEncoder().encode(canonicalJson(lists)))
  const event = { type: 'code-lists-read', blob, lists: lists.length } as const
  const done = await links.decideAndAppend(systemStamp, recordsLinkLog(name), () => [event])
  if (isRefused(done)) throw new Error('the code lists could not be kept')
  return { readAt: done.state.codeLists?.readAt ?? (0 as Instant), lists }
}

const listedIn = (material: Material): ListedDelivery[] =>
  material.deliveries.flatMap((delivery) => {
    const version = material.versions.find(({ number }) => number === delivery.version)
    return version ? [{ material, delivery, lockedAt: version.lockedAt, heldUpBy: null, awaitsSeal: false }] : []
  })

/** Puts deliveries into the order in which they go, and says which one waits for which. */
function inQueues(
  listed: readonly ListedDelivery[],
  { targets, awaitsSeal }: Pick<DeskPorts, 'targets' | 'awaitsSeal'>,
): readonly ListedDelivery[] {
  const sorted = listed.toSorted((a, b) => a.lockedAt - b.lockedAt || (a.material.id < b.material.id ? -1 : 1))
  const holding = new Map<string, DeliveryId>()
  return sorted.map((one) => {
    const { delivery, material } = one
    const isStrict = targets.find(({ name }) => name === delivery.target)?.order === 'strict'
    const queue = isStrict ? delivery.target : `${delivery.target}/${material.id}`
    const heldUpBy = holding.get(queue) ?? null
    if (holdsUpOthers(delivery) && heldUpBy === null) holding.set(queue, delivery.id)
    return { ...one, heldUpBy, awaitsSeal: awaitsSeal(material, delivery) }
  })
}

const searchTextOf = ({ material, delivery }: ListedDelivery): string => {
  const reference = referenceOf(delivery)
  return foldText(
    [material.number, material.title, reference?.referenceNumber ?? '', reference?.fileNumber ?? ''].join(' '),
  )
}
