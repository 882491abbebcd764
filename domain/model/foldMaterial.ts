import type { RecordReference, RecordsDelivery } from './delivery.ts'
import type { MaterialEvent, MaterialRecord } from './events.ts'
import { applyCommentEvent } from './foldComments.ts'
import { applyDecisionEvent, isDecisionEvent } from './foldDecisions.ts'
import { applyDeliveryEvent } from './foldDelivery.ts'
import { applySealEvent } from './foldSeals.ts'
import { applyPublicationEvent } from './publication/foldPublication.ts'
import { nothingPublic } from './publication/publication.ts'
import { applyRoundEvent, askInOpenRound, unaskEverywhere } from './foldRounds.ts'
import type { DeliveryId, MaterialId } from './ids.ts'
import { participantIdOf, type Material } from './material.ts'
import type { PersonStamp } from './people.ts'
import { unhandled } from './refusals.ts'
import { instant, type Instant } from './time.ts'

interface Happened {
  readonly by: PersonStamp
  readonly at: Instant
}

const nobody: PersonStamp = { personId: '' as PersonStamp['personId'], displayName: '', unitId: null, unitName: null }

/** A material before its first event. */
export const emptyMaterial = (id: MaterialId): Material => ({
  id,
  sequence: 0,
  number: '',
  title: '',
  template: 'council-material',
  access: 'named',
  documentReference: null,
  fileReference: null,
  state: 'draft',
  createdAt: instant(0),
  drafter: nobody,
  sponsor: null,
  leadUnitId: null,
  leadUnitName: null,
  parts: [],
  pictures: [],
  invitations: [],
  rounds: [],
  comments: new Map(),
  versions: [],
  startedVersions: [],
  deliveries: [],
  templateId: null,
  flags: [],
  disputes: [],
  approvalRoute: null,
  approvals: [],
  publication: nothingPublic,
})

export const foldMaterial = (id: MaterialId, records: Iterable<MaterialRecord>): Material => {
  let material = emptyMaterial(id)
  for (const record of records) material = applyRecord(material, record)
  return material
}

/**
 * The material after one more record. A record that was folded in already changes nothing, so
 * a client may hear of it twice. Sequence numbers may jump: a person is not shown every record.
 */
export function applyRecord(
  material: Material,
  record: Pick<MaterialRecord, 'sequence' | 'at' | 'by' | 'events'>,
): Material {
  if (record.sequence <= material.sequence) return material
  let next = material
  for (const event of record.events) next = applyEvent(next, event, record)
  return { ...next, sequence: record.sequence }
}

function applyEvent(material: Material, event: MaterialEvent, { by, at }: Happened): Material {
  if (isDecisionEvent(event)) return applyDecisionEvent(material, event, { by, at })
  switch (event.type) {
    case 'material-created': {
      const { number, title, template, sponsor, leadUnitId, leadUnitName } = event
      const { access = 'named', templateId = null, flags = [] } = event
      return {
        ...material,
        number,
        title,
        template,
        sponsor,
        leadUnitId,
        leadUnitName,
        access,
        templateId,
        flags,
        drafter: by,
        createdAt: at,
      }
    }
    case 'material-renamed':
      return { ...material, title: event.title }
    case 'sponsor-named':
      return { ...material, sponsor: event.sponsor }
    case 'lead-unit-named':
      return { ...material, leadUnitId: event.leadUnitId, leadUnitName: event.leadUnitName }
    case 'access-changed':
      return { ...material, access: event.access }
    case 'drafter-changed':
      return { ...material, drafter: event.drafter }
    case 'identifiers-given':
      return { ...material, documentReference: event.documentReference, fileReference: event.fileReference }
    case 'part-renamed':
      return {
        ...material,
        parts: material.parts.map((part) => (part.id === event.partId ? { ...part, title: event.title } : part)),
      }
    case 'part-removed':
      return { ...material, parts: material.parts.filter(({ id }) => id !== event.partId) }
    case 'part-added':
      return { ...material, parts: [...material.parts, event.part] }
    case 'picture-added':
      return { ...material, pictures: [...material.pictures, event.picture] }
    case 'participant-invited': {
      const id = participantIdOf(event.invitation)
      const others = material.invitations.filter((invitation) => participantIdOf(invitation) !== id)
      return askInOpenRound({ ...material, invitations: [...others, event.invitation] }, event.invitation)
    }
    case 'participant-removed':
      return {
        ...unaskEverywhere(material, event.participantId),
        invitations: material.invitations.filter((invitation) => participantIdOf(invitation) !== event.participantId),
      }
    case 'round-planned':
    case 'round-plan-changed':
    case 'round-plan-dropped':
    case 'round-opened':
    case 'round-deadline-changed':
    case 'round-invited':
    case 'round-uninvited':
    case 'review-finished':
    case 'round-closed':
    case 'comments-disclosed':
      return applyRoundEvent(material, event, { by, at })
    case 'comment-lodged':
    case 'comment-edited':
    case 'comments-forwarded':
    case 'unit-comment-rejected':
    case 'unit-comment-restored':
    case 'unit-comments-merged':
    case 'unit-set-sent':
    case 'late-comment-decided':
    case 'comments-linked':
    case 'comment-unlinked':
    case 'comments-passed':
    case 'comments-shown':
    case 'comments-hidden':
    case 'comment-withdrawn':
    case 'comment-replied':
    case 'anchors-repaired':
      return applyCommentEvent(material, event, { by, at })
    case 'material-locked': {
      const version = { ...event.version, lockedAt: at, lockedBy: by }
      const deliveries = event.deliveries.map(({ id, target }): RecordsDelivery => ({
        id,
        target,
        version: version.number,
        attempts: 0,
        state: 'queued',
        nextAttemptAt: at,
        lastProblem: null,
      }))
      return {
        ...material,
        state: 'locked',
        versions: [...material.versions, version],
        deliveries: [...material.deliveries, ...deliveries],
      }
    }
    case 'delivery-reserved':
    case 'delivery-prepared':
    case 'delivery-failed':
    case 'delivery-accepted':
    case 'delivery-registered':
    case 'delivery-rejected':
    case 'delivery-requeued':
    case 'delivery-hurried':
    case 'delivery-given-up':
    case 'delivery-marked-delivered':
    case 'delivery-fixity-failed':
    case 'delivery-fixity-restored':
    case 'delivery-fixity-explained':
      return withReference(
        changeDelivery(material, event.deliveryId, (delivery) => applyDeliveryEvent(delivery, event, { by, at })),
        'receipt' in event ? event.receipt.reference : undefined,
      )
    case 'seal-ordered':
    case 'seal-failed':
    case 'version-sealed':
    case 'seal-renewed':
    case 'signed-copy-added':
      return applySealEvent(material, event, { by, at })
    case 'publication-planned':
    case 'material-published':
    case 'publication-withdrawn':
      return { ...material, publication: applyPublicationEvent(material.publication, event, { by, at }) }
    default:
      return unhandled(event)
  }
}

/** The numbers that the records system gave stand on the material. */
function withReference(material: Material, reference: RecordReference | undefined): Material {
  if (!reference) return material
  return {
    ...material,
    documentReference: reference.referenceNumber ?? material.documentReference,
    fileReference: reference.fileNumber ?? material.fileReference,
  }
}

function changeDelivery(
  material: Material,
  id: DeliveryId,
  change: (delivery: RecordsDelivery) => RecordsDelivery,
): Material {
  return {
    ...material,
    deliveries: material.deliveries.map((delivery) => (delivery.id === id ? change(delivery) : delivery)),
  }
}
