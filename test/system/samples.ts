import type { BodyOf, ParamsOf, QueryOf, RouteName } from '@glosa/domain/contract'
import { decisionSamplesOf } from './decisionSamples.ts'
import { exportSamplesOf } from './exportSamples.ts'
import { identitySamplesOf } from './identitySamples.ts'
import { meetingSamplesOf } from './meetingSamples.ts'
import { noticeSamplesOf } from './noticeSamples.ts'
import type { CommentId, MaterialId, PartId, PersonId, SessionId } from '@glosa/domain/model'
import { publicationSamplesOf } from './publicationSamples.ts'
import { recordsSamplesOf, sealSamplesOf } from './recordsSamples.ts'
import { reviewSamplesOf } from './reviewSamples.ts'

/** What the contract accepts for a route. A route that is added does not compile until it has one here. */
export type Samples = {
  readonly [N in RouteName]: {
    readonly params: ParamsOf<N>
    readonly query: QueryOf<N>
    readonly body: BodyOf<N>
  }
}

export interface Ids {
  readonly materialId: MaterialId
  readonly partId: PartId
  readonly commentId: CommentId
  readonly personId: PersonId
  readonly sessionId: SessionId
}

const png = new Blob([
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
])
const hash = 'a'.repeat(64)
const anchor = { first: 'AAA', last: 'AAA', quote: 'slova', prefix: '', suffix: '', bodySequence: 1 }

/** Requests that are right in every shape, about one material. */
export function samplesOf(ids: Ids): Samples {
  const { materialId, partId, commentId, personId, sessionId } = ids
  const nothing = { params: {}, query: {}, body: undefined }
  const ofMaterial = { params: { materialId }, query: {}, body: undefined }
  const ofComment = { params: { materialId, commentId }, query: {}, body: undefined }
  return {
    signIn: { params: {}, query: {}, body: { login: 'nobody', password: 'Heslo-nobody' } },
    readSession: nothing,
    refreshSession: nothing,
    signOut: nothing,
    listSessions: nothing,
    revokeSession: { params: { sessionId }, query: {}, body: undefined },
    readOffice: nothing,
    readDirectory: nothing,
    listTasks: nothing,
    readDirectoryMap: nothing,
    explainLogin: { ...nothing, body: { login: 'nobody' } },
    rereadDirectory: nothing,
    listMaterials: { params: {}, query: { query: 'rozpočet', state: 'draft', limit: 10, offset: 0 }, body: undefined },
    createMaterial: {
      params: {},
      query: {},
      body: { title: 'Nový', template: 'council-material', leadUnitId: null, sponsorId: personId },
    },
    readMaterial: ofMaterial,
    renameMaterial: { ...ofMaterial, body: { title: 'Jiný název' } },
    readEvents: { ...ofMaterial, query: { after: 0 } },
    addAnnex: { ...ofMaterial, query: { title: 'Příloha', fileName: 'priloha.png' }, body: png },
    downloadAnnex: { params: { materialId, partId }, query: {}, body: undefined },
    addPicture: { ...ofMaterial, body: png },
    readPicture: { params: { materialId, blob: hash }, query: {}, body: undefined },
    inviteParticipant: { ...ofMaterial, body: { right: 'edit', personId } },
    removeParticipant: { params: { materialId, participantId: personId }, query: {}, body: undefined },
    ...reviewSamplesOf(ids),
    ...recordsSamplesOf(ids),
    ...sealSamplesOf(ids),
    ...publicationSamplesOf(ids),
    openRound: { ...ofMaterial, body: { closesAt: 4_000_000_000_000 } },
    closeRound: ofMaterial,
    finishReview: { ...ofMaterial, body: { withoutComments: true } },
    lodgeComment: {
      ...ofMaterial,
      body: {
        commentId: 'n'.repeat(20),
        kind: 'essential',
        visibility: 'participants',
        place: { at: 'passage', partId, anchor: { bodyId: 'b'.repeat(20), ...anchor } },
        text: 'Text',
        justification: 'Protože',
        proposedWording: 'jiná slova',
      },
    },
    withdrawComment: ofComment,
    replyToComment: { ...ofComment, body: { text: 'Odpověď' } },
    settleComment: {
      ...ofComment,
      body: { settlement: { verdict: 'not-accepted', reason: 'Důvod' }, applyWording: false },
    },
    withdrawSettlement: ofComment,
    repairAnchors: {
      params: { materialId, partId },
      query: {},
      body: { anchors: [{ commentId, first: 'AAA', last: 'AAA' }] },
    },
    lockMaterial: ofMaterial,
    readVersion: { params: { materialId, version: 1 }, query: {}, body: undefined },
    downloadVersionFile: { params: { materialId, version: 1, file: 'pdf' }, query: {}, body: undefined },
    ...decisionSamplesOf(ids),
    ...exportSamplesOf(ids),
    ...identitySamplesOf({ personId }),
    ...meetingSamplesOf({ materialId, partId, personId }),
    ...noticeSamplesOf(ids),
  }
}
