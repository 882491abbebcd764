import { createHash } from 'node:crypto'
import type { AgendaPaper, MeetingCopy, MeetingView, ShownMeeting } from '@glosa/domain/contract'
import { partTextOf, type CommentId, type JsonObject, type MaterialId, type SessionId } from '@glosa/domain/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, expectProblem } from './ask.ts'
import {
  newFolder,
  removeFolder,
  startGlosaProcess,
  until,
  withDemoMaterials,
  type GlosaProcess,
} from './glosaProcess.ts'
import { clerk, found, invite, openRound, viewOf, type Clerk, type Founded } from './office.ts'
import { OutsideClient } from './outsideClient.ts'
import { readableIn } from './readableIn.ts'
import { readablePaths } from './readablePaths.ts'
import { samplesOf } from './samples.ts'

const hour = 3_600_000
const startsAt = Date.now() + 5 * 24 * hour
const itemId = 'item'.padEnd(20, '0')
const lateItem = 'late'.padEnd(20, '0')
const noteId = 'note'.padEnd(20, '0')
const questionId = 'question'.padEnd(20, '0')
const amendmentId = 'amendment'.padEnd(20, '0')
const secretNote = 'Zvážit hlasování proti'
const secretQuestion = 'Kolik stojí varianta B'

let folder = ''
let glosa: GlosaProcess
let secretary: Clerk
let member: Clerk
let other: Clerk
let drafter: Clerk
let stranger: Clerk
let own: Founded
let meetingId = ''

beforeAll(async () => {
  folder = await newFolder()
  glosa = await startGlosaProcess(folder, { ...withDemoMaterials, GLOSA_LOG_LEVEL: 'debug' })
  secretary = await clerk(glosa, 'pokorna')
  member = await clerk(glosa, 'hejtman')
  other = await clerk(glosa, 'tichy')
  drafter = await clerk(glosa, 'svobodova')
  stranger = await clerk(glosa, 'urban')
  own = await lockedMaterial('Vyhláška o nočním klidu')
})
afterAll(async () => {
  await glosa.stop()
  await removeFolder(folder)
})

async function lockedMaterial(title: string): Promise<Founded> {
  const material = await found(drafter, title)
  await invite(drafter, material.materialId, (await clerk(glosa, 'sedlackova')).personId, 'comment')
  await openRound(drafter, material.materialId)
  await drafter.call('POST', `/materials/${material.materialId}/round/close`)
  await secretary.call('POST', `/materials/${material.materialId}/lock`)
  return material
}

const meeting = async (person: Clerk, id = meetingId): Promise<MeetingView> => {
  const view: unknown = await person.call('GET', `/meetings/${id}`)
  return view as MeetingView
}
const meetings = async (person: Clerk, query = ''): Promise<readonly ShownMeeting[]> => {
  const { meetings: found } = await person.call('GET', `/meetings${query}`)
  return found as readonly ShownMeeting[]
}
const get = (person: Clerk, path: string, headers = {}) =>
  ask(glosa.port, { method: 'GET', path: `/api/v1${path}`, headers: { cookie: person.cookie, ...headers } })
const send = (person: Clerk, method: string, path: string, body: unknown) =>
  ask(glosa.port, {
    method,
    path: `/api/v1${path}`,
    headers: { cookie: person.cookie, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
const codeOf = async (answer: ReturnType<typeof ask>) => expectProblem(null, await answer).code
const copy = async (person: Clerk): Promise<MeetingCopy> => {
  const answer: unknown = JSON.parse((await get(person, `/meetings/${meetingId}/copy`)).text)
  return answer as MeetingCopy
}
const paper = async (person: Clerk): Promise<AgendaPaper> => {
  const answer: unknown = JSON.parse((await get(person, `/meetings/${meetingId}/items/${itemId}/paper`)).text)
  return answer as AgendaPaper
}
const textIn = (parts: readonly { readonly partId: string; readonly doc: object | null }[], partId: string) =>
  partTextOf((parts.find((part) => part.partId === partId)?.doc ?? {}) as JsonObject)
const itemOf = (view: MeetingView, id = itemId) => {
  const item = view.agenda.find((candidate) => candidate.id === id)
  if (!item) throw new RangeError(`no item ${id}`)
  return item
}

describe('a meeting over HTTP', () => {
  it('[ME22] the demo office has one next week with locked materials, and one that is over with numbers', async () => {
    const [next] = await meetings(member)
    expect(next).toMatchObject({ body: 'board', state: 'convened' })
    const agenda = (await meeting(member, next?.meetingId)).agenda
    expect(agenda.filter(({ subject }) => subject.kind === 'material').length).toBeGreaterThanOrEqual(3)
    const [past] = await meetings(member, '?when=past')
    const { agenda: resolved, state } = await meeting(member, past?.meetingId)
    expect(state).toBe('closed')
    expect(resolved.flatMap(({ resolved }) => resolved?.resolution.number ?? [])).toEqual([
      expect.stringMatching(/^R\/1\/20\d\d$/),
      expect.stringMatching(/^R\/2\/20\d\d$/),
    ])
  })

  it('[ME23] is prepared by a secretary, unseen by others but for its date to members', async () => {
    const facts = { title: '3. zasedání zastupitelstva', startsAt, endsAt: startsAt + 3 * hour, place: 'Sál 214' }
    expect(await codeOf(send(member, 'POST', '/meetings', { body: 'council', ...facts }))).toBe('not-permitted')
    const memberIds = [member.personId, other.personId]
    const planned: unknown = await secretary.call('POST', '/meetings', { body: 'council', ...facts, memberIds })
    meetingId = (planned as MeetingView).id
    expect(
      await codeOf(send(secretary, 'PUT', `/meetings/${meetingId}/members`, { memberIds: [drafter.personId] })),
    ).toBe('invalid-input')

    const { materials } = await secretary.call('GET', `/meetings/${meetingId}/candidates`)
    // Materials of the demo's meetings have their place already.
    expect(materials).toEqual([expect.objectContaining({ materialId: own.materialId, version: 1 })])
    const add = (id: string, subject: object, before: string | null = null) =>
      secretary.call('POST', `/meetings/${meetingId}/items`, { itemId: id, before, subject })
    await add(itemId, { kind: 'material', materialId: own.materialId })
    await add('point'.padEnd(20, '0'), { kind: 'point', title: 'Schválení programu' }, itemId)
    await add('break'.padEnd(20, '0'), { kind: 'break', title: 'Přestávka', minutes: 15 }, itemId)
    await add(itemId, { kind: 'material', materialId: own.materialId })
    const draft = await found(drafter, 'Neuzamčený materiál')
    await invite(drafter, draft.materialId, secretary.personId, 'read')
    const subject = { kind: 'material', materialId: draft.materialId }
    expect(
      await codeOf(send(secretary, 'POST', `/meetings/${meetingId}/items`, { itemId: 'x'.repeat(20), subject })),
    ).toBe('material-not-locked')

    expect((await meeting(member)).agenda).toEqual([])
    expect(await codeOf(get(drafter, `/meetings/${meetingId}`))).toBe('not-found')
    await secretary.call('POST', `/meetings/${meetingId}/convening`)
    expect((await meeting(member)).agenda.map(({ number }) => number)).toEqual([1, null, 2])
    expect((await meeting(drafter)).agenda.map(({ id }) => id)).toContain(itemId)
    expect((await meetings(member)).map(({ meetingId: id }) => id)).toContain(meetingId)
  })

  it('[ME24] goes into calendars without a word of its agenda', async () => {
    const { contentType, text } = await get(member, `/meetings/${meetingId}/invitation.ics`)
    expect(contentType).toMatch(/^text\/calendar/)
    expect(text).toContain(`UID:${meetingId}@`)
    expect(text).toContain('SUMMARY:3. zasedání zastupitelstva')
    expect(text).not.toContain('klidu')
  })

  it('[CR6] remembers how far each member has read, for them alone', async () => {
    const { partId } = own
    expect(itemOf(await meeting(member)).reading).toBe('unread')
    const path = `/materials/${own.materialId}/reading/${partId}`
    await member.call('PUT', path, { version: 1, upTo: 5 })
    expect(itemOf(await meeting(member)).reading).toBe('begun')
    const { parts } = (await member.call('GET', `/materials/${own.materialId}/reading`)) as {
      parts: { partId: string; state: string }[]
    }
    for (const part of parts) {
      await member.call('PUT', `/materials/${own.materialId}/reading/${part.partId}`, {
        version: 1,
        upTo: 50,
        complete: true,
      })
    }
    expect(itemOf(await meeting(member)).reading).toBe('read')
    expect(itemOf(await meeting(other)).reading).toBe('unread')
    expect(await codeOf(send(member, 'PUT', path, { version: 7, upTo: 5 }))).toBe('version-not-found')
  })

  it('[CR7] [MZ4] gives a private note to nobody but its author, in no answer and on no socket', async () => {
    const readers = [secretary, other, drafter, await clerk(glosa, 'spravce')]
    const sockets = await Promise.all(
      [secretary, drafter].map(({ cookie }) =>
        OutsideClient.connect({ port: glosa.port, materialId: own.materialId, bodyId: null, cookie }),
      ),
    )
    const atMeeting = await Promise.all(
      [member, other].map(({ cookie }) =>
        OutsideClient.connect({ port: glosa.port, materialId: meetingId as MaterialId, bodyId: null, cookie }),
      ),
    )
    const place = { at: 'part', materialId: own.materialId, version: 1, partId: own.partId }
    await member.call('POST', '/notes', { noteId, place, text: secretNote })
    await member.call('POST', `/meetings/${meetingId}/items/${itemId}/questions`, {
      questionId,
      partId: null,
      text: secretQuestion,
    })
    expect(
      await codeOf(
        send(other, 'POST', `/meetings/${meetingId}/items/${itemId}/questions/${questionId}/answers`, { text: 'x' }),
      ),
    ).toBe('question-not-found')
    await drafter.call('POST', `/meetings/${meetingId}/items/${itemId}/questions/${questionId}/answers`, {
      text: 'Dva miliony.',
    })

    const paths = [
      '/meetings',
      `/meetings/${meetingId}`,
      `/meetings/${meetingId}/events`,
      `/meetings/${meetingId}/copy`,
      `/meetings/${meetingId}/items/${itemId}/paper`,
      '/notes',
      `/notes?materialId=${own.materialId}`,
      `/materials/${own.materialId}`,
      `/materials/${own.materialId}/events`,
      `/materials/${own.materialId}/reading`,
      `/materials/${own.materialId}/versions/1`,
      `/materials/${own.materialId}/amendments`,
    ]
    const seenBy = async (person: Clerk) =>
      (await Promise.all(paths.map((path) => get(person, path)))).map(({ text }) => text).join()
    expect(await seenBy(member)).toContain(secretNote)
    expect(await seenBy(drafter)).toContain(secretQuestion)
    for (const person of readers) {
      const seen = await seenBy(person)
      expect(seen).not.toContain(secretNote)
      expect(seen).not.toContain(noteId)
      if (person !== drafter) expect(seen).not.toContain(secretQuestion)
    }
    expect(await codeOf(send(other, 'PATCH', `/notes/${noteId}`, { text: 'x' }))).toBe('note-not-found')
    expect(await codeOf(send(other, 'DELETE', `/notes/${noteId}`, undefined))).toBe('note-not-found')
    // The drafter hears that there is something new; the secretary, who may not see it, nothing.
    const [secretarySocket, drafterSocket] = sockets
    await until(() => Promise.resolve((drafterSocket?.heard('meeting').length ?? 0) >= 2))
    expect(drafterSocket?.heard('meeting')[0]).toEqual({
      type: 'meeting',
      meetingId,
      sequence: expect.any(Number) as number,
    })
    expect(secretarySocket?.heard('meeting')).toEqual([])
    // So does who asked, at the meeting; another member there hears nothing.
    await until(() => Promise.resolve((atMeeting[0]?.heard('meeting').length ?? 0) >= 2))
    expect(atMeeting[1]?.heard('meeting')).toEqual([])
    for (const socket of [...sockets, ...atMeeting]) {
      const frames = Buffer.concat(socket.received).toString('utf8')
      for (const secret of [secretNote, noteId, secretQuestion]) expect(frames).not.toContain(secret)
      socket.close()
    }
  })

  it('[MZ7] keeps a private note out of every answer to anybody else, out of exports, search, notices and logs', async () => {
    const { materialId, partId } = own
    const named = {
      materialId,
      partId,
      meetingId,
      itemId,
      noteId,
      version: 1,
      personId: member.personId,
      query: 'hlasování',
    }
    const samples = samplesOf({
      materialId,
      partId,
      commentId: 'c'.repeat(20) as CommentId,
      personId: member.personId,
      sessionId: 's'.repeat(20) as SessionId,
    })
    const paths = readablePaths(samples, named)
    expect(paths.length).toBeGreaterThan(60)
    const answersTo = async ({ cookie }: Clerk) => {
      let answered = 0
      const all = paths.map(async (path) => {
        const answer = await fetch(`${glosa.url}${path}`, { headers: { cookie }, redirect: 'manual' })
        if (answer.ok) answered += 1
        return readableIn(Buffer.from(await answer.arrayBuffer()))
      })
      return { text: (await Promise.all(all)).join('\n'), answered: () => answered }
    }
    expect((await get(member, '/notes')).text).toContain(secretNote)
    for (const person of [secretary, other, drafter, await clerk(glosa, 'spravce')]) {
      const { text, answered } = await answersTo(person)
      expect(answered()).toBeGreaterThan(12)
      for (const secret of [secretNote, noteId]) expect(text).not.toContain(secret)
    }
    expect(itemOf(await meeting(other)).notes).toBe(0)
    expect(glosa.output()).toContain('/api/v1/notes')
    expect(glosa.output()).not.toContain(secretNote)
  })

  it('[UM10] tells members and the drafter in their notices, without a word of what was asked', async () => {
    const told = async (person: Clerk) => {
      const { notices } = (await person.call('GET', '/notices')) as {
        notices: { kind: string; meetingId: string | null; title: string }[]
      }
      return notices.filter((notice) => notice.meetingId === meetingId)
    }
    const kinds = async (person: Clerk) => (await told(person)).map(({ kind }) => kind).toSorted()
    await until(async () => (await kinds(member)).length === 2)
    expect(await kinds(member)).toEqual(['meeting-invited', 'question-answered'])
    expect(await kinds(other)).toEqual(['meeting-invited'])
    expect(await kinds(drafter)).toEqual(['question-asked'])
    expect(await kinds(secretary)).toEqual([])
    expect(JSON.stringify(await told(drafter))).not.toContain(secretQuestion)
    expect((await told(drafter))[0]?.title).toBe('3. zasedání zastupitelstva')
  })

  it('[CR8] gives one copy for reading without a connection: own marks and notes, texts, and an ETag', async () => {
    const { meeting: kept, parts, notes, marks } = await copy(member)
    expect(kept.id).toBe(meetingId)
    const { doc } = parts.find(({ partId }) => partId === own.partId) ?? { doc: null }
    expect(doc).toMatchObject({ type: 'doc' })
    expect(notes).toMatchObject([{ id: noteId, text: secretNote }])
    expect(marks.length).toBeGreaterThan(0)
    expect((await copy(other)).notes).toEqual([])

    const fetched = await fetch(`${glosa.url}/api/v1/meetings/${meetingId}/copy`, {
      headers: { cookie: member.cookie },
    })
    const etag = fetched.headers.get('etag') ?? ''
    expect(await get(member, `/meetings/${meetingId}/copy`, { 'if-none-match': etag })).toMatchObject({
      status: 304,
      text: '',
    })
    expect((await get(other, `/meetings/${meetingId}/copy`, { 'if-none-match': etag })).status).toBe(200)
    await member.call('PATCH', `/notes/${noteId}`, { text: `${secretNote} a proč` })
    expect((await get(member, `/meetings/${meetingId}/copy`, { 'if-none-match': etag })).status).toBe(200)
    expect(await codeOf(get(stranger, `/meetings/${'z'.repeat(20)}/copy`))).toBe('not-found')
  })

  it('[CR9] says of a new version that it changed since it was read, where its words are others', async () => {
    await secretary.call('POST', `/materials/${own.materialId}/versions`, { reason: 'Na stůl', tabled: true })
    const part = (await viewOf(drafter, own.materialId)).parts.find(({ id }) => id === own.partId)
    if (part?.form !== 'body') throw new RangeError('the part has a text')
    const { cookie } = drafter
    const writer = await OutsideClient.connect({
      port: glosa.port,
      materialId: own.materialId,
      bodyId: part.bodyId,
      cookie,
    })
    expect(await writer.write('Noční klid začíná ve dvacet dva hodin.')).toBe(true)
    writer.close()
    await secretary.call('POST', `/materials/${own.materialId}/lock`)
    expect(itemOf(await meeting(secretary)).newerVersion).toBe(2)
    expect(itemOf(await meeting(member)).reading).toBe('read')
    await secretary.call('PUT', `/meetings/${meetingId}/items/${itemId}/version`, { version: 2 })
    expect(itemOf(await meeting(member)).reading).toBe('changed')
    const { parts } = (await member.call('GET', `/materials/${own.materialId}/reading`)) as {
      parts: { partId: string; state: string }[]
    }
    expect(parts.map(({ partId, state }) => [partId === own.partId, state])).toEqual(
      expect.arrayContaining([
        [true, 'changed'],
        [false, 'read'],
      ]),
    )
    const { parts: papers, before } = await paper(member)
    expect(textIn(papers, own.partId)).toContain('Noční klid začíná ve dvacet dva hodin.')
    // Whoever read it may see again what they read, to find what changed; others get the new words only.
    expect(before).toMatchObject([{ partId: own.partId, version: 1 }])
    expect(textIn(before, own.partId)).not.toContain('dvacet dva')
    expect((await paper(other)).before).toEqual([])
    expect((await copy(member)).before).toEqual(before)
  })

  it('[CR10] papers and their files are open to whoever sees the item, by the names that the version has', async () => {
    const file = (person: Clerk, blob: string) => get(person, `/meetings/${meetingId}/items/${itemId}/files/${blob}`)
    expect(await codeOf(file(member, 'b'.repeat(64)))).toBe('part-not-found')
    expect(await codeOf(get(member, `/meetings/${meetingId}/items/${'z'.repeat(20)}/paper`))).toBe('item-not-found')
    expect(await codeOf(get(stranger, `/meetings/${meetingId}/items/${itemId}/paper`))).toBe('not-found')
    const [past] = await meetings(member, '?when=past')
    const view = await meeting(member, past?.meetingId)
    const read = view.agenda.find(({ subject }) => subject.kind === 'material')
    const answer = await get(member, `/meetings/${view.id}/items/${read?.id}/paper`)
    expect((JSON.parse(answer.text) as AgendaPaper).parts.length).toBeGreaterThan(0)
  })

  it('[ME25] [MZ1] [MZ2] records amendments on real words, votes and the next number, and fixes the record by its hash', async () => {
    const late = await lockedMaterial('Pozdní materiál')
    await secretary.call('POST', `/meetings/${meetingId}/items`, {
      itemId: lateItem,
      subject: { kind: 'material', materialId: late.materialId },
    })
    const { tabled } = itemOf(await meeting(member), lateItem)
    expect(tabled?.by.personId).toBe(secretary.personId)
    await secretary.call('POST', `/meetings/${meetingId}/opening`, { presentIds: [member.personId, other.personId] })

    const { parts } = await copy(member)
    const doc = parts.find(({ partId, materialId }) => materialId === own.materialId && partId === own.partId)?.doc
    const characters = [...partTextOf(doc as JsonObject)].join('')
    const start = [...characters.slice(0, characters.indexOf('dvacet dva'))].length
    const passage = { partId: own.partId, quote: 'dvacet dva', start, end: start + 10 }
    const propose = (wish: object) => send(member, 'POST', `/meetings/${meetingId}/items/${itemId}/amendments`, wish)
    const wish = { amendmentId, passage, proposedWording: 'dvacet tři', text: 'O hodinu později.' }
    expect(await codeOf(propose({ ...wish, passage: { ...passage, quote: 'dvacet tři' } }))).toBe('quote-not-in-body')
    expect((await propose(wish)).status).toBe(201)
    const decision = { accepted: true, vote: { for: 2, against: 0, abstained: 0 } }
    const amendmentPath = `/meetings/${meetingId}/items/${itemId}/amendments/${amendmentId}/decision`
    expect(await codeOf(send(member, 'PUT', amendmentPath, decision))).toBe('not-permitted')
    await secretary.call('PUT', amendmentPath, decision)
    const { amendments } = await drafter.call('GET', `/materials/${own.materialId}/amendments`)
    expect(amendments).toMatchObject([{ meetingId, version: 2, amendment: { decided: { accepted: true }, passage } }])

    const resolve = (id: string, body: object) =>
      secretary.call('PUT', `/meetings/${meetingId}/items/${id}/resolution`, body)
    expect(await codeOf(send(secretary, 'POST', `/meetings/${meetingId}/closing`, undefined))).toBe(
      'items-without-resolution',
    )
    const text = 'Zastupitelstvo vydává vyhlášku.'
    const vote = { for: 2, against: 0, abstained: 0 }
    const { number } = await resolve(itemId, { outcome: 'adopted', text, vote })
    expect(number).toMatch(/^Z\/1\/20\d\d$/)
    const board = (await meetings(member, '?when=past'))[0]
    const taken = (await meeting(member, board?.meetingId)).agenda.flatMap(
      ({ resolved }) => resolved?.resolution.number ?? [],
    )[0]
    const path = `/meetings/${meetingId}/items/${lateItem}/resolution`
    expect(await codeOf(send(secretary, 'PUT', path, { outcome: 'adopted', text, vote, number: taken }))).toBe(
      'resolution-number-taken',
    )
    const record = (person: Clerk) => get(person, `/meetings/${meetingId}/minutes/docx?locale=cs`)
    const wordsOf = async ({ cookie }: Clerk) => {
      const path = `/api/v1/meetings/${meetingId}/minutes/docx?locale=cs`
      const answer = await fetch(`${glosa.url}${path}`, { headers: { cookie } })
      return readableIn(Buffer.from(await answer.arrayBuffer()))
    }
    expect(await wordsOf(secretary)).toContain('Koncept – zápis dosud není uzavřen')
    expect(await codeOf(record(member))).toBe('meeting-not-open')
    await resolve(lateItem, { outcome: 'postponed', text: 'Odročeno na příští zasedání.' })
    const { recordHash } = await secretary.call('POST', `/meetings/${meetingId}/closing`)
    const minutes = await get(member, `/meetings/${meetingId}/minutes`)
    expect(createHash('sha256').update(minutes.text).digest('hex')).toBe(recordHash)
    expect(minutes.text).not.toContain(secretQuestion)
    expect(await codeOf(get(drafter, `/meetings/${meetingId}/minutes`))).toBe('not-permitted')
    expect(await codeOf(get(drafter, `/meetings/${meetingId}/minutes/pdf`))).toBe('not-permitted')
    expect(await codeOf(get(stranger, `/meetings/${meetingId}/minutes/docx`))).toBe('not-found')

    expect(await codeOf(send(secretary, 'PUT', path, { outcome: 'noted', text }))).toBe('meeting-closed')
    await secretary.call('POST', `/meetings/${meetingId}/items/${itemId}/corrections`, {
      outcome: 'adopted',
      text: 'Zastupitelstvo vydává obecně závaznou vyhlášku.',
      vote,
      reason: 'Úplný název',
    })
    expect(itemOf(await meeting(other))).toMatchObject({
      resolved: { resolution: { number } },
      corrected: [{ resolution: { text, number }, reason: 'Úplný název' }],
    })
    const printed = await wordsOf(other)
    for (const said of [
      recordHash,
      number,
      'obecně závaznou vyhlášku',
      'Úplný název',
      'O hodinu později.',
      'na stůl',
    ]) {
      expect(printed).toContain(said)
    }
    expect(printed).not.toContain(secretQuestion)
    // What was postponed waits for a place again.
    const planned: unknown = await secretary.call('POST', '/meetings', {
      body: 'council',
      title: '4. zasedání',
      startsAt,
      endsAt: startsAt + hour,
      place: 'Sál',
    })
    const { materials } = await secretary.call('GET', `/meetings/${(planned as MeetingView).id}/candidates`)
    expect(materials).toMatchObject([{ materialId: late.materialId }])
  })

  it('[ME26] is whole after a restart', async () => {
    const before = await meeting(member)
    const { records } = (await secretary.call('GET', `/meetings/${meetingId}/events`)) as { records: unknown[] }
    expect(records.length).toBeGreaterThan(8)
    await glosa.stop()
    glosa = await startGlosaProcess(folder)
    member = await clerk(glosa, 'hejtman')
    expect(await meeting(member)).toEqual(before)
  })
})
