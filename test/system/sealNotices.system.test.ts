import { listNotices } from '@glosa/collab-server/commands/notices/list.ts'
import { createNoticeWorker } from '@glosa/collab-server/workers/noticeWorker.ts'
import { instant, sealKeepingRoles, sealNotices } from '@glosa/domain/model'
import pino from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startMailServer, type TestMailServer } from '../support/mailServer.ts'
import { clerk, openNewsroom, quietMs, type Newsroom } from '../support/newsroom.ts'
import { actor } from '../support/people.ts'

const keeper = actor('keeper', 'office', 'records-manager')
const administrator = actor('runner', 'office', 'administrator')

let server: TestMailServer
let newsroom: Newsroom

beforeAll(async () => {
  server = await startMailServer()
  newsroom = await openNewsroom(server.settings)
  await newsroom.putPeople([keeper, administrator, clerk].map((one) => newsroom.personOf(one)))
})
afterAll(() => server.close())

/** The seal is looked at, as the worker does it from time to time. */
async function lookAtSeal(): Promise<void> {
  const condition = {
    certificate: { fingerprint: 'ab12', notAfter: instant(newsroom.now() + 20 * 86_400_000) },
    daysLeft: 20,
    warnings: [{ code: 'certificate-expires-soon' as const }],
  }
  const worker = createNoticeWorker(newsroom.noticeDeps, pino({ level: 'silent' }))
  await worker.tellOffice((office) =>
    sealNotices(
      condition,
      sealKeepingRoles.flatMap((role) => office.withRole(role)),
      newsroom.now(),
    ),
  )
  await worker.close()
}

const listed = async (reader: typeof keeper) => {
  const { notices } = newsroom.storage
  const deps = {
    notices,
    materials: newsroom.materials,
    meetings: newsroom.mailDeps({ send: never }).meetings,
    now: newsroom.now,
  }
  return (await listNotices(deps, reader, { unreadOnly: false, limit: 30 })).notices.map(({ kind, materialId }) => [
    kind,
    materialId,
  ])
}
const never = async () => {
  throw new Error('nothing is sent here')
}

it('[UE1] reach those who look after the seal, in the application and by one mail, and nobody else', async () => {
  await lookAtSeal()
  await lookAtSeal()
  expect(await listed(keeper)).toEqual([['seal-expires', null]])
  expect(await listed(administrator)).toEqual([['seal-expires', null]])
  expect(await listed(clerk)).toEqual([])
  // Who lost the role meanwhile is told nothing any more, not by mail either.
  await newsroom.putPeople([keeper, { ...administrator, roles: [] }, clerk].map((one) => newsroom.personOf(one)))
  expect(await listed({ ...administrator, roles: [] })).toEqual([])
  newsroom.pass(quietMs + 1)
  await newsroom.send()
  await newsroom.send()
  expect(server.taken.map(({ to }) => to).flat()).toEqual([expect.stringContaining('keeper')])
  expect(server.taken[0]?.email.text).toContain('https://glosa.example/records/seals')
  expect(newsroom.outcomes.toSorted()).toEqual(['dropped', 'sent'])
})
