import type { reviewRoutes } from '../../domain/contract/reviewRoutes.ts'
import type { Ids, Samples } from './samples.ts'

const later = 4_000_000_000_000
const unit = 'demo:e0e0e0e0-0000-4000-8000-000000000001'

/** Requests about rounds, units' sets, comments in bulk and substitutions that are right in every shape. */
export function reviewSamplesOf({
  materialId,
  partId,
  commentId,
  personId,
}: Ids): Pick<Samples, keyof typeof reviewRoutes> {
  const ofMaterial = { params: { materialId }, query: {} }
  const ofPart = { params: { materialId, partId }, query: {} }
  const ofRound = { params: { materialId, roundId: 'r'.repeat(20) }, query: {} }
  const ofComment = { params: { materialId, commentId }, query: {} }
  const several = { commentIds: [commentId] }
  const terms = {
    invited: [
      { unitId: unit, closesAt: later },
      { personId, obligation: 'optional' as const },
    ],
  }
  const plan = { opensAt: later - 1_000_000, closesAt: later, terms }
  return {
    changeDetails: { ...ofMaterial, body: { title: 'Název', sponsorId: personId, leadUnitId: null, access: 'office' } },
    handOver: { ...ofMaterial, body: { personId } },
    giveIdentifiers: { ...ofMaterial, body: { documentReference: 'KUPK 1/2026', fileReference: null } },
    addTextPart: { ...ofMaterial, body: { kind: 'explanatory-report', title: 'Další zpráva' } },
    renamePart: { ...ofPart, body: { title: 'Jiná zpráva' } },
    removePart: { ...ofPart, body: undefined },
    planRound: { ...ofMaterial, body: plan },
    changePlan: { ...ofRound, body: plan },
    dropPlannedRound: { ...ofRound, body: undefined },
    changeDeadline: { ...ofRound, body: { closesAt: later, participantId: personId, reason: 'Svátek' } },
    inviteToRound: { ...ofRound, body: { invited: terms.invited } },
    uninviteFromRound: {
      params: { materialId, roundId: 'r'.repeat(20), participantId: personId },
      query: {},
      body: undefined,
    },
    sendUnitSet: { params: { materialId, unitId: unit }, query: {}, body: { withoutComments: true, asLate: false } },
    editComment: {
      ...ofComment,
      body: { kind: 'advisory', text: 'Lépe', justification: 'Protože', proposedWording: null },
    },
    withdrawComments: { ...ofMaterial, body: several },
    forwardComments: { ...ofMaterial, body: several },
    rejectUnitComment: { ...ofComment, body: { reason: 'Netýká se nás' } },
    restoreUnitComment: { ...ofComment, body: undefined },
    mergeUnitComments: { ...ofComment, body: { commentIds: ['m'.repeat(20)] } },
    decideLateComment: { ...ofComment, body: { admitted: false, reason: 'Pozdě' } },
    linkComments: { ...ofComment, body: { commentIds: ['m'.repeat(20)] } },
    unlinkComment: { ...ofComment, body: undefined },
    listSubstitutions: { params: {}, query: {}, body: undefined },
    setSubstitution: {
      params: {},
      query: {},
      body: { absentId: personId, deputyId: 'demo:nobody', from: later, until: later + 1, reason: 'Dovolená' },
    },
    endSubstitution: { params: { substitutionId: 's'.repeat(20) }, query: {}, body: undefined },
  }
}
