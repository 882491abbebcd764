import { agendaPaper, meetingView, readingNote, type MeetingCopy } from '@glosa/domain/contract'
import {
  instant,
  type AgendaItemId,
  type MaterialId,
  type MeetingId,
  type NoteId,
  type PartId,
  type PersonId,
  type Sha256,
} from '@glosa/domain/model'
import { expect, it } from 'vitest'
import * as z from 'zod'
import { answersOf, filesOf } from './answersOf.ts'

const id = <T extends string>(word: string): T => word.padEnd(20, '0').slice(0, 20) as T
const hash = (letter: string) => letter.repeat(64) as Sha256
const meetingId = id<MeetingId>('meeting')
const [first, second, gone] = [id<AgendaItemId>('first'), id<AgendaItemId>('second'), id<AgendaItemId>('gone')]
const [own, other] = [id<MaterialId>('own'), id<MaterialId>('other')]
const partId = id<PartId>('part')
const at = instant(1_700_000_000_000)
const person = { personId: 'demo:1' as PersonId, displayName: 'Jan', unitId: null, unitName: null }

const itemOf = (
  itemId: AgendaItemId,
  materialId: MaterialId,
  isGone = false,
): MeetingCopy['meeting']['agenda'][number] => ({
  id: itemId,
  number: 1,
  subject: {
    kind: 'material',
    materialId,
    materialNumber: 'MAT-1',
    title: 'Rozpočet',
    version: 1,
    hash: hash('a'),
    parts: [],
    drafter: person,
    sponsor: null,
    leadUnitName: null,
  },
  pages: 1,
  annexes: 0,
  tabled: null,
  withdrawn: isGone ? { by: person, at, reason: 'x' } : null,
  resolved: null,
  corrected: [],
  amendments: [],
  questions: [],
  reading: 'unread',
  notes: 0,
  newerVersion: null,
  mayReadMaterial: false,
  mayAnswer: false,
})
const partOf = (materialId: MaterialId, doc: Record<string, unknown> | null, blob: Sha256 | null) => ({
  materialId,
  version: 1,
  partId,
  hash: hash('b'),
  doc,
  fileName: null,
  mediaType: null,
  blob,
})
const picture = { type: 'image', attrs: { blob: hash('c'), alt: '' } }
const copy: MeetingCopy = {
  format: 'glosa-meeting-copy',
  formatNumber: 1,
  meeting: {
    id: meetingId,
    sequence: 7,
    body: 'board',
    title: '24. schůze',
    startsAt: at,
    endsAt: at,
    place: 'Sál',
    state: 'convened',
    members: [person],
    presentIds: null,
    convened: { by: person, at },
    calendarRevision: 0,
    changedAt: at,
    cancelled: null,
    closed: null,
    agenda: [itemOf(first, own), itemOf(second, other), itemOf(gone, id('gone'), true)],
    may: ['read'],
  },
  parts: [
    partOf(own, { type: 'doc', content: [{ type: 'blockquote', content: [picture, picture] }] }, null),
    partOf(own, null, hash('d')),
    partOf(other, { type: 'doc', content: [{ type: 'image', attrs: { blob: 'data:image/png,x' } }] }, null),
  ],
  before: [],
  marks: [{ materialId: other, partId, version: 1, hash: hash('b'), upTo: 3, complete: false, at }],
  notes: [
    { id: id<NoteId>('n1'), place: { at: 'item', meetingId, itemId: first }, text: 'a', at, changedAt: at },
    { id: id<NoteId>('n2'), place: { at: 'part', materialId: own, version: 1, partId }, text: 'b', at, changedAt: at },
    {
      id: id<NoteId>('n3'),
      place: { at: 'part', materialId: other, version: 1, partId },
      text: 'c',
      at,
      changedAt: at,
    },
  ],
  comments: [],
}

it('[UM5] a copy becomes the answers that its pages ask for, each as the contract has it', () => {
  const answers = new Map(answersOf(copy).map(({ address, body }) => [address, body]))
  const base = `/api/v1/meetings/${meetingId}`
  expect([...answers.keys()]).toEqual([
    base,
    `/api/v1/notes?meetingId=${meetingId}`,
    `${base}/items/${first}/paper`,
    `/api/v1/notes?materialId=${own}`,
    `${base}/items/${second}/paper`,
    `/api/v1/notes?materialId=${other}`,
  ])
  expect(meetingView.parse(answers.get(base))).toEqual(copy.meeting)
  const paper = agendaPaper.parse(answers.get(`${base}/items/${first}/paper`))
  expect(paper).toMatchObject({ materialId: own, version: 1, marks: [] })
  expect(paper.parts).toHaveLength(2)
  expect(paper.notes.map(({ text }) => text)).toEqual(['a', 'b'])
  expect(agendaPaper.parse(answers.get(`${base}/items/${second}/paper`)).marks).toEqual(copy.marks)
  const notes = (address: string) =>
    z
      .object({ notes: z.array(readingNote) })
      .parse(answers.get(address))
      .notes.map(({ text }) => text)
  expect(notes(`/api/v1/notes?meetingId=${meetingId}`)).toEqual(['a'])
  expect(notes(`/api/v1/notes?materialId=${other}`)).toEqual(['c'])
})

it('[UM5] every annex and picture of the papers is named once, and nothing else', () => {
  expect(filesOf(copy)).toHaveLength(2)
  expect(filesOf(copy)).toEqual(
    expect.arrayContaining([
      { itemId: first, blob: hash('d') },
      { itemId: first, blob: hash('c') },
    ]),
  )
})
