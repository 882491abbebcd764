import { describe, expect, it } from 'vitest'
import { instant } from '@glosa/domain/model'
import type { Instant, KeptNotice, MaterialId, PersonId } from '@glosa/domain/model'
import type { StorageInTest } from './storage.ts'
import { jana, newId, noon } from './storageSamples.ts'

const waiting = (dueAt: Instant, channel: 'mail' | 'digest' = 'mail') =>
  ({ channel, dueAt, mailId: null, attempts: 0, state: 'waiting', endedAt: null }) as const

export function describeNotices({ now, reopens, reopen }: StorageInTest): void {
  const newPerson = () => `demo:${newId<MaterialId>()}` as PersonId
  let made = 0
  const notice = (personId: PersonId, changes: Partial<KeptNotice> = {}): KeptNotice => ({
    id: `${personId}/${newId<MaterialId>()}/${++made}.0.invited`,
    personId,
    materialId: newId<MaterialId>(),
    kind: 'invited',
    at: instant(noon + made),
    by: { personId: jana, displayName: 'Jana Žáčková', unitId: null, unitName: null },
    commentIds: [],
    roundId: null,
    dueAt: instant(noon + 86_400_000),
    readAt: null,
    mail: null,
    ...changes,
  })
  const keep = (...notices: KeptNotice[]) =>
    now().notices.take(newId<MaterialId>(), { sequence: 1, wakeAt: null }, notices)
  const everything = { unreadOnly: false, limit: 100 }

  describe('notices', () => {
    it('[NO2] keeps a notice once, however often it is taken, and gives it back as it was', async () => {
      const ann = newPerson()
      const [first, second] = [notice(ann, { mail: waiting(noon) }), notice(ann)]
      expect(await keep(first, first)).toEqual([first])
      expect(await keep({ ...first, kind: 'mentioned' }, second)).toEqual([second])
      expect(await now().notices.ofPerson(ann, everything)).toEqual([second, first])
    })

    it('[NO2] keeps what is about the office itself once, beside the looks at materials', async () => {
      const ann = newPerson()
      const own = notice(ann, { materialId: null, kind: 'seal-expires', by: null, mail: waiting(noon) })
      const before = await now().notices.progress()
      expect([await now().notices.keep([own]), await now().notices.keep([own])]).toEqual([[own], []])
      expect(await now().notices.ofPerson(ann, everything)).toEqual([own])
      expect(await now().notices.mailWaiting(ann)).toEqual([own])
      expect(await now().notices.progress()).toEqual(before)
    })

    it('[NO2] of two who take the same notice at once one keeps it', async () => {
      const ann = newPerson()
      const one = notice(ann)
      const fresh = await Promise.all([keep(one), keep(one), keep(one)])
      expect(fresh.flat()).toEqual([one])
    })

    it('[NO3] remembers how far each material was looked at, never backwards', async () => {
      const materialId = newId<MaterialId>()
      const { notices } = now()
      const wakes = async (at: number) => (await notices.wakesDue(instant(at))).includes(materialId)
      await notices.take(materialId, { sequence: 4, wakeAt: instant(noon + 10) }, [])
      await notices.take(materialId, { sequence: 3, wakeAt: null }, [])
      expect((await notices.progress()).get(materialId)).toBe(4)
      expect([await wakes(noon + 9), await wakes(noon + 10)]).toEqual([false, true])
      await notices.take(materialId, { sequence: 4, wakeAt: null }, [])
      expect(await wakes(noon + 10)).toBe(false)
    })

    it('[NO4] lists the newest first, in pages that do not overlap, and only those of the person', async () => {
      const [ann, ben] = [newPerson(), newPerson()]
      const sameInstant = [notice(ann, { at: noon }), notice(ann, { at: noon }), notice(ann, { at: noon })]
      const newer = notice(ann, { at: instant(noon + 1_000_000) })
      await keep(...sameInstant, newer, notice(ben))
      const pages: string[] = []
      for (let after: string | undefined; ;) {
        const page = await now().notices.ofPerson(ann, { unreadOnly: false, limit: 3, ...(after ? { after } : {}) })
        pages.push(...page.map(({ id }) => id))
        after = page.at(-1)?.id
        if (page.length < 3) break
      }
      expect(pages).toEqual([newer.id, ...sameInstant.map(({ id }) => id).toSorted()])
    })

    it('[NO4] marks as read what is named, or all up to an instant; the first reading stays', async () => {
      const [ann, ben] = [newPerson(), newPerson()]
      const [first, second, third] = [notice(ann), notice(ann), notice(ann)]
      const others = notice(ben)
      await keep(first, second, third, others)
      const { notices } = now()
      await notices.markRead(ann, { ids: [second.id, others.id] }, instant(noon + 5))
      await notices.markRead(ann, { upTo: second.at }, instant(noon + 9))
      const read = (await notices.ofPerson(ann, everything)).map(({ readAt }) => readAt)
      expect(read).toEqual([null, noon + 5, noon + 9])
      expect(await notices.ofPerson(ann, { unreadOnly: true, limit: 9 })).toEqual([third])
      expect(await notices.ofPerson(ben, { unreadOnly: true, limit: 9 })).toEqual([others])
    })

    it('[NO5] a notice goes into one message and stays there', async () => {
      const ann = newPerson()
      const [now1, later, quiet] = [
        notice(ann, { mail: waiting(noon) }),
        notice(ann, { mail: waiting(instant(noon + 50), 'digest') }),
        notice(ann),
      ]
      await keep(now1, later, quiet)
      const { notices } = now()
      const isDue = async (at: number) => (await notices.mailDue(instant(at))).includes(ann)
      expect([await isDue(noon - 1), await isDue(noon)]).toEqual([false, true])
      expect(await notices.mailWaiting(ann)).toEqual([now1, later])
      const [won, lost] = await Promise.all([
        notices.putIntoMail([now1.id, quiet.id], 'mail-1'),
        notices.putIntoMail([now1.id], 'mail-2'),
      ])
      expect([...won, ...lost]).toEqual([now1.id])
      const retry = { state: 'waiting', attempts: 1, dueAt: instant(noon + 100), endedAt: null } as const
      await notices.markMailed([now1.id, quiet.id], retry)
      const [again] = await notices.mailWaiting(ann)
      expect(again?.mail).toEqual({ ...retry, channel: 'mail', mailId: won.length > 0 ? 'mail-1' : 'mail-2' })
      await notices.markMailed([now1.id, later.id], { ...retry, state: 'sent', endedAt: noon })
      expect(await notices.mailWaiting(ann)).toEqual([])
      expect(await notices.putIntoMail([later.id], 'mail-3')).toEqual([])
      expect(await isDue(noon + 1_000)).toBe(false)
      expect((await notices.ofPerson(ann, everything)).find(({ id }) => id === quiet.id)?.mail).toBeNull()
    })

    it('[NO6] forgets old notices, but none that waits to be mailed', async () => {
      const ann = newPerson()
      const old = instant(1_000)
      const [waits, gone, stays] = [
        notice(ann, { at: old, mail: waiting(noon) }),
        notice(ann, { at: old }),
        notice(ann),
      ]
      await keep(waits, gone, stays)
      expect(await now().notices.forget(instant(2_000))).toBeGreaterThanOrEqual(1)
      expect(await now().notices.ofPerson(ann, everything)).toEqual([stays, waits])
    })

    if (reopens)
      it('[NO3] still knows all of it after it is opened again', async () => {
        const ann = newPerson()
        const materialId = newId<MaterialId>()
        const one = notice(ann, { mail: waiting(noon) })
        await now().notices.take(materialId, { sequence: 7, wakeAt: noon }, [one])
        await now().notices.putIntoMail([one.id], 'mail-9')
        const { notices } = await reopen()
        expect((await notices.progress()).get(materialId)).toBe(7)
        expect(await notices.wakesDue(noon)).toContain(materialId)
        expect(await notices.mailWaiting(ann)).toEqual([{ ...one, mail: { ...waiting(noon), mailId: 'mail-9' } }])
      })
  })
}
