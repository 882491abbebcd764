import type { meetingRoutes, readingRoutes } from '@glosa/domain/contract'
import type {
  AgendaItemId,
  AmendmentId,
  MaterialId,
  MeetingId,
  NoteId,
  PartId,
  PersonId,
  QuestionId,
  Sha256,
} from '@glosa/domain/model'
import type { Samples } from './samples.ts'

const meetingId = 'm'.repeat(20) as MeetingId
const itemId = 'i'.repeat(20) as AgendaItemId
const amendmentId = 'a'.repeat(20) as AmendmentId
const questionId = 'q'.repeat(20) as QuestionId
const noteId = 'n'.repeat(20) as NoteId

/** Requests on meetings and on reading that are right in every shape. */
export function meetingSamplesOf({
  materialId,
  partId,
  personId,
}: {
  readonly materialId: MaterialId
  readonly partId: PartId
  readonly personId: PersonId
}): Pick<Samples, keyof typeof meetingRoutes | keyof typeof readingRoutes> {
  const ofMeeting = { params: { meetingId }, query: {}, body: undefined }
  const ofItem = { params: { meetingId, itemId }, query: {}, body: undefined }
  const ofAmendment = { params: { meetingId, itemId, amendmentId }, query: {}, body: undefined }
  const ofQuestion = { params: { meetingId, itemId, questionId }, query: {}, body: undefined }
  const ofMaterial = { params: { materialId }, query: {}, body: undefined }
  const ofNote = { params: { noteId }, query: {}, body: undefined }
  const facts = {
    title: '24. schůze rady',
    startsAt: 4_000_000_000_000,
    endsAt: 4_000_003_600_000,
    place: 'Zasedací místnost 214',
  }
  const passage = { partId, quote: 'slova', start: 0, end: 5 }
  const vote = { for: 7, against: 1, abstained: 1 }
  const resolution = { outcome: 'adopted', number: 'R/1/2026', text: 'Rada schvaluje.', vote } as const
  return {
    listMeetings: {
      params: {},
      query: { when: 'past', body: 'board', materialId, limit: 10, offset: 0 },
      body: undefined,
    },
    planMeeting: { params: {}, query: {}, body: { body: 'board', ...facts, memberIds: [personId] } },
    readMeeting: ofMeeting,
    changeMeeting: { ...ofMeeting, body: facts },
    changeMembers: { ...ofMeeting, body: { memberIds: [personId] } },
    listCandidates: { ...ofMeeting, query: { query: 'rozpočet' } },
    addAgendaItem: {
      ...ofMeeting,
      body: { itemId, before: itemId, subject: { kind: 'material', materialId, version: 1 } },
    },
    orderAgenda: { ...ofMeeting, body: { itemIds: [itemId] } },
    changeAgendaVersion: { ...ofItem, body: { version: 2 } },
    withdrawAgendaItem: { ...ofItem, body: { reason: 'Předkladatel materiál stáhl' } },
    conveneMeeting: ofMeeting,
    cancelMeeting: { ...ofMeeting, body: { reason: 'Nízká účast' } },
    openMeeting: { ...ofMeeting, body: { presentIds: [personId] } },
    recordAttendance: { ...ofMeeting, body: { presentIds: [personId] } },
    recordResolution: { ...ofItem, body: resolution },
    closeMeeting: ofMeeting,
    correctResolution: { ...ofItem, body: { ...resolution, reason: 'Chyba v psaní' } },
    proposeAmendment: {
      ...ofItem,
      body: { amendmentId, passage, proposedWording: 'jiná slova', text: 'Změna slov' },
    },
    withdrawAmendment: ofAmendment,
    decideAmendment: { ...ofAmendment, body: { accepted: true, vote } },
    listAmendments: ofMaterial,
    askQuestion: { ...ofItem, body: { questionId, partId, text: 'Proč?', shared: false } },
    answerQuestion: { ...ofQuestion, body: { text: 'Proto.' } },
    shareQuestion: { ...ofQuestion, body: { shared: true } },
    readMeetingEvents: { ...ofMeeting, query: { after: 0 } },
    readInvitation: ofMeeting,
    readMinutes: ofMeeting,
    downloadMinutes: { params: { meetingId, format: 'docx' }, query: { locale: 'cs' }, body: undefined },
    readMeetingCopy: ofMeeting,
    readPaper: ofItem,
    readPaperFile: { ...ofItem, params: { meetingId, itemId, blob: 'b'.repeat(64) as Sha256 } },
    readReading: ofMaterial,
    markPartRead: {
      params: { materialId, partId },
      query: {},
      body: { version: 1, upTo: 100, complete: true, again: false },
    },
    listNotes: { params: {}, query: { materialId, meetingId }, body: undefined },
    writeNote: {
      params: {},
      query: {},
      body: { noteId, place: { at: 'passage', materialId, version: 1, ...passage }, text: 'Zeptat se' },
    },
    changeNote: { ...ofNote, body: { text: 'Zeptat se znovu' } },
    removeNote: ofNote,
  }
}
