import { describe, expect, it } from 'vitest'
import { instant, searchWords } from '@glosa/domain/model'
import type { CommentId, FoundEntry, MaterialId, PartId, PersonId, SearchEntry, SearchQuery } from '@glosa/domain/model'
import type { StorageInTest } from './storage.ts'
import { newId, noon } from './storageSamples.ts'

export function describeSearch({ now, reopens, reopen }: StorageInTest): void {
  const newPerson = () => `demo:${newId<MaterialId>()}` as PersonId
  const entry = (materialId: MaterialId, text: string, changes: Partial<SearchEntry> = {}): SearchEntry => ({
    id: `${materialId}/${newId<MaterialId>()}`,
    materialId,
    kind: 'text',
    partId: newId<MaterialId>() as string as PartId,
    commentId: null,
    at: noon,
    text,
    fingerprint: text,
    ...changes,
  })
  const index = (
    personId: PersonId,
    materialId: MaterialId,
    sequence: number,
    put: SearchEntry[],
    drop: string[] = [],
  ) => now().search.change(materialId, { sequence, audience: [`p:${personId}`], put, drop })
  const query = (personId: PersonId, text: string, changes: Partial<SearchQuery> = {}): SearchQuery => ({
    whos: [`p:${personId}`],
    words: searchWords(text),
    limit: 50,
    ...changes,
  })
  const idsOf = async (asked: SearchQuery) => (await now().search.find(asked)).map(({ id }) => id)

  describe('search', () => {
    it('[SR1] finds words in any order, by their beginnings, without diacritics and in any case', async () => {
      const ann = newPerson()
      const materialId = newId<MaterialId>()
      const one = entry(materialId, 'Rozpočtové provizorium městské části Žďár nad Sázavou, č.j. ZK-03/2027')
      const other = entry(materialId, 'Obecně závazná vyhláška o nočním klidu')
      await index(ann, materialId, 1, [one, other])
      for (const words of [
        'ROZPOCTOVE',
        'sáz provizor',
        'zdar rozpocet'.slice(0, 9),
        'zk 2027',
        'ZK-03/2027',
        'č.j.',
      ]) {
        expect([words, await idsOf(query(ann, words))]).toEqual([words, [one.id]])
      }
      expect(await idsOf(query(ann, 'ávou'))).toEqual([])
      expect(await idsOf(query(ann, 'rozpoctove vyhlaska'))).toEqual([])
      expect(await idsOf(query(ann, 'o klidu'))).toEqual([other.id])
      expect(await idsOf(query(ann, ''))).toEqual([])
    })

    it('[SR1] takes any signs and letters in a query for what they are', async () => {
      const ann = newPerson()
      const materialId = newId<MaterialId>()
      const one = entry(materialId, 'near AND or* "quoted" .* (x) łódź Ἀθῆναι ẞ 12½ 𞤀𞤁')
      await index(ann, materialId, 1, [one, entry(materialId, 'else')])
      for (const words of ['"near"', 'AND', 'or*', '.*quoted', 'lodz', 'Αθηναι', '12', 'NEAR(or and)', '𞤀𞤁', '^near']) {
        expect([words, await idsOf(query(ann, words))]).toEqual([words, [one.id]])
      }
      expect(await idsOf(query(ann, '***'))).toEqual([])
    })

    it('[SR2] offers a material only to those it is for, also after these change', async () => {
      const [ann, ben] = [newPerson(), newPerson()]
      const [unit, role] = [`u:${newId<MaterialId>()}`, `r:${newId<MaterialId>()}`]
      const materialId = newId<MaterialId>()
      const one = entry(materialId, 'Chodník')
      const { search } = now()
      await search.change(materialId, { sequence: 1, audience: [`p:${ann}`, unit, role], put: [one], drop: [] })
      const seen = async (...whos: string[]) => (await idsOf(query(ann, 'chodnik', { whos }))).length === 1
      expect(await seen(`p:${ben}`)).toBe(false)
      expect(await seen(`p:${ann}`)).toBe(true)
      expect(await seen(`u:${ben}`, unit)).toBe(true)
      expect(await seen(role)).toBe(true)
      await search.change(materialId, { sequence: 2, audience: [`p:${ben}`], put: [], drop: [] })
      expect(await seen(`p:${ann}`, unit, role)).toBe(false)
      expect(await seen(`p:${ben}`)).toBe(true)
    })

    it('[SR3] gives materials first, then the newest, in pages that neither overlap nor leave anything out', async () => {
      const ann = newPerson()
      const [a, b] = [newId<MaterialId>(), newId<MaterialId>()]
      const texts = Array.from({ length: 7 }, (_, step) =>
        entry(a, `Smlouva ${step}`, { at: instant(noon + (step % 3)) }),
      )
      const heads = [
        entry(a, 'Smlouva', { kind: 'material', partId: null, at: noon }),
        entry(b, 'Smlouva o dílo', { kind: 'material', partId: null, at: instant(noon + 9) }),
      ]
      await index(ann, a, 1, [...texts, heads[0] as SearchEntry])
      await index(ann, b, 1, [heads[1] as SearchEntry])
      const pages: FoundEntry[] = []
      for (;;) {
        const after = pages.at(-1)
        const page = await now().search.find(query(ann, 'smlouv', { limit: 2, ...(after ? { after } : {}) }))
        pages.push(...page)
        if (page.length < 2) break
      }
      const byAge = texts.toSorted((x, y) => y.at - x.at || (x.id < y.id ? -1 : 1))
      expect(pages.map(({ id }) => id)).toEqual([heads[1]?.id, heads[0]?.id, ...byAge.map(({ id }) => id)])
      expect(await idsOf(query(ann, 'smlouv', { kinds: ['material'], materialId: a }))).toEqual([heads[0]?.id])
      const { text: _text, fingerprint: _fingerprint, ...shape } = texts[0] as SearchEntry
      expect(pages.find(({ id }) => id === shape.id)).toEqual(shape)
    })

    it('[SR4] forgets the words that an entry no longer has, and entries that are gone', async () => {
      const ann = newPerson()
      const materialId = newId<MaterialId>()
      const [text, comment] = [
        entry(materialId, 'Původní znění'),
        entry(materialId, 'Připomínka', {
          kind: 'comment',
          partId: null,
          commentId: newId<MaterialId>() as string as CommentId,
        }),
      ]
      await index(ann, materialId, 1, [text, comment])
      expect(await now().search.kept(materialId)).toEqual(
        new Map([
          [text.id, text.fingerprint],
          [comment.id, comment.fingerprint],
        ]),
      )
      await index(ann, materialId, 2, [{ ...text, text: 'Nové znění', fingerprint: 'new' }], [comment.id])
      expect(await idsOf(query(ann, 'puvodni'))).toEqual([])
      expect(await idsOf(query(ann, 'pripominka'))).toEqual([])
      expect(await idsOf(query(ann, 'nove zneni'))).toEqual([text.id])
      expect(await now().search.texts([text.id, comment.id])).toEqual(new Map([[text.id, 'Nové znění']]))
      await index(ann, materialId, 1, [comment])
      expect(await now().search.kept(materialId)).toEqual(new Map([[text.id, 'new']]))
      expect((await now().search.sequences()).get(materialId)).toBe(2)
    })

    it('[SR5] keeps a text of a hundred pages', async () => {
      const ann = newPerson()
      const materialId = newId<MaterialId>()
      const long = Array.from({ length: 40_000 }, (_, word) => `slovo${word}`).join(' ')
      const one = entry(materialId, `${long} závěr`)
      await index(ann, materialId, 1, [one])
      expect(await idsOf(query(ann, 'zaver slovo39999'))).toEqual([one.id])
      expect((await now().search.texts([one.id])).get(one.id)).toBe(one.text)
    })

    if (reopens)
      it('[SR5] still finds it after it is opened again, and nothing after it is cleared', async () => {
        const ann = newPerson()
        const materialId = newId<MaterialId>()
        const one = entry(materialId, 'Trvalé')
        await index(ann, materialId, 1, [one])
        const { search } = await reopen()
        expect((await search.find(query(ann, 'trval'))).map(({ id }) => id)).toEqual([one.id])
        await search.clear()
        expect(await search.find(query(ann, 'trval'))).toEqual([])
        expect(await search.kept(materialId)).toEqual(new Map())
        expect((await search.sequences()).get(materialId)).toBeUndefined()
      })
  })
}
