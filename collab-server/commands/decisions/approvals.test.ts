import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  approvalStanding,
  canonicalJson,
  isRefused,
  refused,
  type MaterialId,
  type SettingsChange,
  type Sha256,
} from '@glosa/domain/model'
import { administrator, drafter, reviewer, secretary } from '../../../test/support/people.ts'
import {
  bodyOf,
  close,
  done,
  foundInReview,
  materialOf,
  openCommandOffice,
  rewrite,
} from '../../../test/support/commandOffice.ts'
import { economyHead, sponsor } from '../../../test/support/procedure.ts'
import { sha256Of } from '../hashRecord.ts'
import { lockMaterial } from '../lockMaterial.ts'
import { renameMaterial } from '../renameMaterial.ts'
import { approveMany } from './approveMany.ts'
import { giveApproval } from './giveApproval.ts'
import { listApprovals } from './listApprovals.ts'
import { readinessOf } from './readiness.ts'
import { readText } from './readText.ts'
import { startApproval } from './startApproval.ts'
import { voidApprovals } from './voidApprovals.ts'

let office: Awaited<ReturnType<typeof openCommandOffice>>
let id: MaterialId

beforeEach(async () => {
  office = await openCommandOffice()
  id = await readyForApproval()
})
afterEach(() => office.close())

async function readyForApproval(): Promise<MaterialId> {
  const made = await foundInReview(office)
  await close(office, made)
  done(await startApproval(office.context, drafter, made))
  return made
}

const hashNow = async (of = id): Promise<Sha256> => done(await office.context.texts.hash(await materialOf(office, of)))
const approve = (by: typeof drafter, hash: Sha256, of = id) => giveApproval(office.context, by, of, hash, null)
const standings = async (of = id) => {
  const material = await materialOf(office, of)
  return material.approvals.map((approval) => approvalStanding(material, approval))
}
const setting = async (change: SettingsChange) => {
  const { sequence } = await office.context.settings.read()
  done(await office.context.settings.change(administrator, sequence, change))
}

describe('the hash that approvals are bound to', () => {
  it('[AP5] is that of the canonical JSON of title, texts and annexes, found by the server in the act', async () => {
    const shown = await hashNow()
    const read = done(await office.context.texts.read(await materialOf(office, id)))
    expect(sha256Of(canonicalJson(read.text))).toBe(shown)
    done(await approve(economyHead, shown))
    const [approval] = (await materialOf(office, id)).approvals
    expect(approval?.textHash).toBe(shown)
    const kept = approval && (await office.context.blobs.get(approval.textHash))
    expect(kept && new TextDecoder().decode(kept)).toBe(canonicalJson(read.text))
  })

  it.each([
    ['a word', async () => rewrite(office, id, 'cover-report', '412', '413')],
    ['the title', async () => done(await renameMaterial(office.context, drafter, id, 'Jiný název'))],
  ])(
    '[AP5] [AP6] is another after a change of %s: the approver is told, earlier approvals are void',
    async (_what, change) => {
      const shown = await hashNow()
      done(await approve(economyHead, shown))
      await change()
      expect(await approve(sponsor, shown)).toEqual(refused('text-changed'))
      expect(await standings()).toEqual(['void'])
      expect(await approve(sponsor, await hashNow())).toEqual(refused('approval-not-asked'))
      done(await approve(economyHead, await hashNow()))
      done(await approve(sponsor, await hashNow()))
      expect(await standings()).toEqual(['void', 'valid', 'valid'])
    },
  )

  it('[AP6] is the same when words were written and taken back before anybody compared', async () => {
    const shown = await hashNow()
    done(await approve(economyHead, shown))
    await rewrite(office, id, 'cover-report', '412', '413')
    await rewrite(office, id, 'cover-report', '413', '412')
    await voidApprovals(office.context, id)
    expect(await standings()).toEqual(['valid'])
  })
})

describe('what an approver is shown', () => {
  it('[AP13] is the text approved before and the text now, and that they differ', async () => {
    const shown = await hashNow()
    done(await approve(economyHead, shown))
    await rewrite(office, id, 'cover-report', '412', '413')
    await voidApprovals(office.context, id)
    const material = await materialOf(office, id)
    const readiness = done(await readinessOf(office.context, economyHead, material))
    expect(readiness.changedSinceYourApproval).toBe(shown)
    expect(readiness.dueSteps).toMatchObject([{ id: 'lead-unit', isYours: true }])
    const words = async (which: string) =>
      canonicalJson(done(await readText(office.context, material, which)).text.parts)
    expect(await words(shown)).toContain('412 milionů')
    expect(await words('now')).toContain('413 milionů')
    expect(await readText(office.context, material, 'f'.repeat(64))).toEqual(refused('version-not-found'))
    expect(await readText(office.context, material, '1')).toEqual(refused('version-not-found'))
  })
})

describe('many at once', () => {
  it('[AP11] are approved each for itself, bound to the hash shown for it', async () => {
    const others = [await readyForApproval(), await readyForApproval(), await readyForApproval()]
    const all = [id, ...others]
    for (const of of all) done(await approve(economyHead, await hashNow(of), of))
    const list = await listApprovals(office.context, sponsor)
    expect(list.map(({ material }) => material.id).sort()).toEqual([...all].sort())
    const [, changed] = all
    if (!changed) throw new Error('there are four')
    await rewrite(office, changed, 'cover-report', '412', '413')
    const items = list.map(({ material, textHash, step }) => ({
      materialId: material.id,
      hash: textHash,
      stepId: step.id,
    }))
    const outcomes = await approveMany(office.context, sponsor, items)
    const codeOf = new Map(
      outcomes.map((each) => [each.materialId, each.outcome === 'refused' ? each.code : 'approved']),
    )
    expect(all.map((of) => codeOf.get(of))).toEqual(['approved', 'text-changed', 'approved', 'approved'])
    expect(await standings(changed)).toEqual(['void'])
    expect(await listApprovals(office.context, sponsor)).toEqual([])
    // Once more the same list: nothing is approved twice.
    expect((await approveMany(office.context, sponsor, items)).map(({ outcome }) => outcome)).toEqual(
      items.map(() => 'refused'),
    )
  })

  it('[AP11] are shown to nobody who is not asked', async () => {
    expect(await listApprovals(office.context, sponsor)).toEqual([])
    expect(await listApprovals(office.context, reviewer)).toEqual([])
    expect(await listApprovals(office.context, economyHead)).toHaveLength(1)
  })
})

describe('a lock', () => {
  it('[AP7] [AP10] is refused when a word came after the last approval, and says that approvals are void', async () => {
    done(await approve(economyHead, await hashNow()))
    done(await approve(sponsor, await hashNow()))
    await rewrite(office, id, 'cover-report', '412', '413')
    expect(await lockMaterial(office.context, secretary, id)).toEqual(refused('approval-incomplete', { missing: 2 }))
    expect(await standings()).toEqual(['void', 'void'])
    done(await approve(economyHead, await hashNow()))
    done(await approve(sponsor, await hashNow()))
    const locked = done(await lockMaterial(office.context, secretary, id))
    expect(await standings()).toEqual(['void', 'void', 'of-locked-version', 'of-locked-version'])
    const frozen: unknown = JSON.parse(
      new TextDecoder().decode((await office.context.blobs.get(locked.hash)) ?? undefined),
    )
    expect(frozen).toMatchObject({
      approvals: [{ by: { displayName: 'economy-head' } }, { by: { displayName: 'sponsor' } }],
    })
  })

  it('[AP10] [OS3] waits for approval as soon as the office demands it of a template', async () => {
    const other = await foundInReview(office)
    await close(office, other)
    const { settings } = await office.context.settings.read()
    const [template] = settings.templates
    if (!template) throw new Error('there is a usual template')
    await setting({
      section: 'template',
      template: { ...template, approval: { ...template.approval, isRequired: true } },
    })
    expect(await lockMaterial(office.context, secretary, other)).toEqual(refused('approval-incomplete'))
    await setting({ section: 'template', template })
    expect(isRefused(await lockMaterial(office.context, secretary, other))).toBe(false)
  })

  it('[AP12] notices what was typed while nobody compared', async () => {
    done(await approve(economyHead, await hashNow()))
    const bodyId = await bodyOf(office, id, 'cover-report')
    const before = (await office.context.live.read(id, bodyId)).sequence
    await rewrite(office, id, 'cover-report', '412', '413')
    expect((await office.context.live.read(id, bodyId)).sequence).toBe(before + 1)
    expect(await standings()).toEqual(['valid'])
    expect((await voidApprovals(office.context, id))?.approvals[0]?.voided).not.toBeNull()
  })
})
