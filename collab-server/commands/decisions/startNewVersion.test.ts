import { afterEach, beforeEach, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { canonicalJson, isRefused, refused, type MaterialId } from '@glosa/domain/model'
import { administrator, drafter, secretary } from '../../../test/support/people.ts'
import {
  bodyOf,
  close,
  comment,
  done,
  foundInReview,
  materialOf,
  openCommandOffice,
  rewrite,
  wordsOf,
} from '../../../test/support/commandOffice.ts'
import { createMaterial } from '../createMaterial.ts'
import { lockMaterial } from '../lockMaterial.ts'
import { readText } from './readText.ts'
import { settleComments } from './settleComments.ts'
import { startNewVersion } from './startNewVersion.ts'

let office: Awaited<ReturnType<typeof openCommandOffice>>
let id: MaterialId

beforeEach(async () => {
  office = await openCommandOffice()
  id = await foundInReview(office)
})
afterEach(() => office.close())

const start = () => startNewVersion(office.context, drafter, id, { reason: 'Chybí příloha.', tabled: true })

const write = (fork: Y.Doc): null => {
  fork.getText('x').insert(0, 'x')
  return null
}

async function lockOnce(): Promise<void> {
  const one = await comment(office, id, 'draft-resolution', 'do 30 dnů', 'do 15 dnů')
  await close(office, id)
  done(await settleComments(office.context, drafter, id, [one], { verdict: 'accepted' }, true))
  done(await lockMaterial(office.context, secretary, id))
}

it('[NV6] begins as the very words that were locked, in new bodies', async () => {
  await lockOnce()
  const before = await materialOf(office, id)
  done(await start())
  const after = await materialOf(office, id)
  expect(await wordsOf(office, id, 'draft-resolution')).toContain('provizorium do 15 dnů.')
  expect(after.parts.map(({ id: partId }) => partId)).toEqual(before.parts.map(({ id: partId }) => partId))
  const bodies = new Set(before.parts.flatMap((part) => (part.form === 'body' ? [part.bodyId] : [])))
  expect(after.parts.some((part) => part.form === 'body' && bodies.has(part.bodyId))).toBe(false)
  const now = done(await readText(office.context, after, 'now'))
  const locked = done(await readText(office.context, after, '1'))
  expect(canonicalJson(now.text)).toBe(canonicalJson(locked.text))
  expect(now.hash).toBe(locked.hash)
})

it('[NV2] [NV6] no late edit reaches the locked texts, and none of theirs the new ones', async () => {
  await lockOnce()
  const sealed = await bodyOf(office, id, 'cover-report')
  done(await start())
  const into = () => office.context.live.edit(id, sealed, drafter.personId, write)
  expect(await into()).toEqual(refused('material-locked'))
  // Also in a process that never knew the room while it was locked.
  const elsewhere = await openCommandOffice(office.storage)
  const late = elsewhere.context.live.edit(id, sealed, drafter.personId, write)
  expect(await late).toEqual(refused('material-locked'))
  await elsewhere.close()
  await rewrite(office, id, 'cover-report', '412', '500')
  const material = await materialOf(office, id)
  const words = async (which: string) => canonicalJson(done(await readText(office.context, material, which)).text)
  expect(await words('1')).toContain('412 milionů')
  expect(await words('now')).toContain('500 milionů')
})

it('[NV1] begins once when two people begin it', async () => {
  await lockOnce()
  const outcomes = await Promise.all([start(), start()])
  expect(outcomes.map((outcome) => (isRefused(outcome) ? outcome.refused : 'started')).sort()).toEqual([
    'material-not-locked',
    'started',
  ])
})

it('[NV4] is locked as the second version with its own words', async () => {
  await lockOnce()
  done(await start())
  await rewrite(office, id, 'cover-report', '412', '500')
  const locked = done(await lockMaterial(office.context, secretary, id))
  expect(locked.version).toBe(2)
  const { versions } = await materialOf(office, id)
  expect(versions.map(({ number }) => number)).toEqual([1, 2])
  const frozen = new TextDecoder().decode((await office.context.blobs.get(locked.hash)) ?? undefined)
  expect(frozen).toContain('500 milionů')
  expect(frozen).not.toContain('Připomínka.')
})

it('[OS7] a material is founded from a template of the office', async () => {
  const { sequence } = await office.context.settings.read()
  const template = {
    id: 'grant',
    base: 'council-material',
    name: 'Dotační materiál',
    isOffered: true,
    parts: [
      { kind: 'cover-report', title: 'Zpráva o dotaci' },
      { kind: 'draft-resolution', title: null },
    ],
    flags: ['budget'],
    approval: { isRequired: false, steps: [] },
  } as const
  done(await office.context.settings.change(administrator, sequence, { section: 'template', template }))
  const found = (templateId: string) =>
    createMaterial(office.context, drafter, {
      title: 'Dotace',
      template: 'council-material',
      templateId,
      leadUnitId: null,
      sponsorId: null,
    })
  const { material } = done(await found('grant'))
  expect(material).toMatchObject({ templateId: 'grant', flags: ['budget'] })
  expect(material.parts.map(({ title }) => title)).toEqual(['Zpráva o dotaci', 'Návrh usnesení'])
  expect(await found('none')).toEqual(refused('template-not-found'))
  const withdrawn = { ...template, isOffered: false }
  const { sequence: next } = await office.context.settings.read()
  done(await office.context.settings.change(administrator, next, { section: 'template', template: withdrawn }))
  expect(await found('grant')).toEqual(refused('template-not-found'))
})
