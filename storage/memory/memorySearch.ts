import { byPlace, searchTokens, type MaterialId, type SearchEntry, type SearchIndex } from '@glosa/domain/model'

interface Indexed {
  readonly sequence: number
  readonly audience: readonly string[]
  readonly entries: Map<string, { readonly entry: SearchEntry; readonly tokens: readonly string[] }>
}

export function memorySearch(): SearchIndex {
  const materials = new Map<MaterialId, Indexed>()
  const allEntries = () => [...materials.values()].flatMap(({ entries }) => [...entries.values()])
  return {
    async kept(materialId) {
      const entries = materials.get(materialId)?.entries ?? new Map()
      return new Map([...entries].map(([id, { entry }]) => [id, entry.fingerprint]))
    },
    async change(materialId, { sequence, audience, put, drop }) {
      const there = materials.get(materialId)
      if (there && there.sequence > sequence) return
      const entries = there?.entries ?? new Map()
      for (const id of drop) entries.delete(id)
      for (const entry of put) entries.set(entry.id, { entry, tokens: searchTokens(entry.text) })
      materials.set(materialId, { sequence, audience, entries })
    },
    async find({ whos, words, kinds, materialId, limit, after }) {
      if (words.length === 0) return []
      const mayBeShown = ({ audience }: Indexed) => audience.some((who) => whos.includes(who))
      return [...materials]
        .filter(([id, indexed]) => (materialId === undefined || id === materialId) && mayBeShown(indexed))
        .flatMap(([, { entries }]) => [...entries.values()])
        .filter(({ tokens }) => words.every((word) => tokens.some((token) => token.startsWith(word))))
        .map(({ entry }) => entry)
        .filter(({ kind }) => !kinds || kinds.includes(kind))
        .filter((entry) => !after || byPlace(after, entry) < 0)
        .sort(byPlace)
        .slice(0, limit)
        .map(({ text: _text, fingerprint: _fingerprint, ...found }) => found)
    },
    async texts(ids) {
      return new Map(
        allEntries()
          .filter(({ entry }) => ids.includes(entry.id))
          .map(({ entry }) => [entry.id, entry.text]),
      )
    },
    async sequences() {
      return new Map([...materials].map(([id, { sequence }]) => [id, sequence]))
    },
    async clear() {
      materials.clear()
    },
  }
}
