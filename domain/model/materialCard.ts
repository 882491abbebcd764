import { roundDueAt } from './decide/rounds.ts'
import { deliveryDueAt } from './delivery.ts'
import { openDisputes } from './disputes.ts'
import { foldText } from './foldText.ts'
import { countedComments, currentRound, unsettledComments, type Material } from './material.ts'
import { isPublic } from './policy.ts'
import type { MaterialCard } from './ports.ts'
import { sealDueAt } from './versionSeals.ts'
import { approversOf, tasksOf } from './tasksOf.ts'
import type { Instant } from './time.ts'
import { anyone, whosAddressed, type Addressees, type Who } from './whos.ts'

/** The projection of a material for lists and the inbox. */
export function materialCardOf(material: Material, updatedAt: Instant): MaterialCard {
  const round = currentRound(material)
  const counted = countedComments(material)
  const sealDue = sealDueAt(material)
  const open = [
    // Those that are over count too, later than anything: they are looked at again and again.
    ...material.deliveries.map(deliveryDueAt),
    ...(sealDue === null ? [] : [sealDue]),
  ]
  return {
    materialId: material.id,
    sequence: material.sequence,
    number: material.number,
    title: material.title,
    state: material.state,
    drafterName: material.drafter.displayName,
    leadUnitName: material.leadUnitName,
    closesAt: round?.closesAt ?? null,
    comments: counted.length,
    unsettled: unsettledComments(material).length,
    essential: counted.filter((comment) => comment.kind === 'essential').length,
    versions: material.versions.length,
    updatedAt,
    audience: audienceOf(material),
    tasks: tasksOf(material),
    deliveryDueAt: open.length > 0 ? (Math.min(...open) as Instant) : null,
    roundDueAt: roundDueAt(material),
    searchText: foldText(
      [
        material.number,
        material.title,
        material.documentReference ?? '',
        material.fileReference ?? '',
        material.drafter.displayName,
        material.sponsor?.displayName ?? '',
        material.leadUnitName ?? '',
      ].join(' '),
    ),
  }
}

const nobody: Addressees = { personIds: [], unitIds: [], roles: [] }

/**
 * Everybody who may read the material, as `relationOf` decides it for each: a list is shown without
 * folding every material in it. Nobody else is here, or a title would be shown to a stranger.
 */
export function audienceOf(material: Material): readonly Who[] {
  const { drafter, sponsor, leadUnitId, invitations, state, access } = material
  const isOut = state !== 'draft'
  const named: Addressees = {
    personIds: [
      drafter.personId,
      ...(sponsor ? [sponsor.personId] : []),
      ...invitations.flatMap((each) => ('personId' in each ? [each.personId] : [])),
    ],
    unitIds: [
      ...(leadUnitId ? [leadUnitId] : []),
      ...invitations.flatMap((each) => ('unitId' in each ? [each.unitId] : [])),
    ],
    roles: [
      'secretary',
      'records-manager',
      ...(isOut && (access !== 'non-public' || state === 'locked') ? ['council-member'] : []),
      ...(isOut && access === 'office' ? ['staff'] : []),
    ],
  }
  const askedToDecide = [...approvers(material), ...judges(material)]
  const toAnyone = isPublic(material) ? [anyone] : []
  return [...new Set([...[named, ...askedToDecide].flatMap(whosAddressed), ...toAnyone])]
}

const approvers = (material: Material): readonly Addressees[] => [
  ...(material.approvalRoute?.steps ?? []).map((step) => ({ ...nobody, ...approversOf(step) })),
  { ...nobody, personIds: material.approvals.map(({ by }) => by.personId) },
]

/** Who may decide an open dispute, now or on a higher level. */
const judges = (material: Material): readonly Addressees[] =>
  openDisputes(material).flatMap(({ levels, level }) =>
    levels.slice(level).map(({ decider }): Addressees => {
      switch (decider.by) {
        case 'role':
          return { ...nobody, roles: [decider.role] }
        case 'body':
          return { ...nobody, roles: [decider.recordedBy] }
        case 'person':
          return { ...nobody, personIds: [decider.personId] }
        case 'sponsor':
          return material.sponsor
            ? { ...nobody, personIds: [material.sponsor.personId] }
            : { ...nobody, roles: ['council-member'] }
        case 'parties':
          return nobody
      }
    }),
  )
