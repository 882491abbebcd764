import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeCodes } from '@glosa/domain/contract'
import { generateSync } from 'otplib'
import { startFerretDb, type RunningDatabase } from '../support/ferretdb.ts'
import { newFolder, removeFolder, startGlosaProcess, until, type GlosaProcess } from './glosaProcess.ts'
import { clerk, found, invite } from './office.ts'
import { OutsideClient } from './outsideClient.ts'
import { Visitor } from './visitor.ts'

let folder = ''
let database: RunningDatabase
let here: GlosaProcess
let there: GlosaProcess

beforeAll(async () => {
  folder = await newFolder()
  database = await startFerretDb()
  const env = {
    MONGODB_URL: database.url,
    MONGODB_DATABASE: `glosa_${randomUUID().slice(0, 8)}`,
    GLOSA_SECRET_KEYS: `one:${Buffer.alloc(32, 7).toString('base64')}`,
  }
  here = await startGlosaProcess(join(folder, 'here'), env)
  there = await startGlosaProcess(join(folder, 'there'), env)
})
afterAll(async () => {
  await here.stop()
  await there.stop()
  await database.stop()
  await removeFolder(folder)
})

it('[SS13] a session of one node is one on every node, and its end closes sockets on all of them', async () => {
  const drafter = await clerk(here, 'svobodova')
  const own = await found(drafter, 'Materiál dvou uzlů')
  const guest = await clerk(here, 'machova')
  await invite(drafter, own.materialId, guest.personId, 'edit')
  const { materialId, bodyId } = own
  const socket = await OutsideClient.connect({ port: here.port, materialId, bodyId, cookie: guest.cookie })

  const elsewhere = new Visitor(there)
  elsewhere.cookie = guest.cookie
  expect((await elsewhere.ask('GET', '/session')).status).toBe(200)
  const administrator = await clerk(there, 'spravce')
  const startedAt = performance.now()
  await administrator.call('DELETE', `/sessions/${guest.sessionId}`)
  const { code, at } = await socket.closed
  expect(code).toBe(closeCodes.sessionEnded)
  expect(at - startedAt).toBeLessThan(10_000)
  await until(async () => (await elsewhere.ask('GET', '/session')).code === 'session-ended')
})

it('[VI9] a substitution that is set on one node counts on every node, for open sockets too', async () => {
  const drafter = await clerk(here, 'svobodova')
  const deputy = await clerk(here, 'machova')
  const { materialId, bodyId } = await found(drafter, 'Materiál v zastoupení')
  await invite(drafter, materialId, deputy.personId, 'edit')
  const socket = await OutsideClient.connect({ port: here.port, materialId, bodyId, cookie: deputy.cookie })
  const head = await clerk(there, 'stastny')
  await head.call('POST', '/substitutions', {
    absentId: head.personId,
    deputyId: deputy.personId,
    from: Date.now(),
    until: Date.now() + 3_600_000,
    reason: 'Dovolená',
  })
  await until(() => socket.heard('reread').length === 1)
})

it('[SF3] a code that was shown to one node is spent on every other', async () => {
  const visitor = new Visitor(here)
  await visitor.signIn('kolar')
  const secret = String((await visitor.done('POST', '/second-factor/totp', { enrolmentCode: null }))['secret'])
  const step = Math.floor(Date.now() / 30_000)
  const codeOf = (at: number) => generateSync({ secret, epoch: at * 30 })
  await visitor.done('POST', '/second-factor/totp/confirm', { code: codeOf(step - 1), label: 'Telefon' })
  const elsewhere = new Visitor(there)
  elsewhere.cookie = visitor.cookie
  const answers = await Promise.all(
    [visitor, elsewhere].map((one) => one.ask('POST', '/second-factor/shown/totp', { code: codeOf(step) })),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 403])
})
