import { parseMaterialId, parsePersonId } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import { countIn, enteredIn, isSelection, textAt } from './enteredIn.ts'
import { dropKeptAct, keepAct, keptAct, type ActStore } from './keptAct.ts'
import { pathWithoutProblem } from './wayBack.ts'

function tab(): ActStore & { readonly size: () => number } {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    size: () => kept.size,
  }
}
function ids() {
  const [me, other] = [parsePersonId('demo:1'), parsePersonId('demo:2')]
  const materialId = parseMaterialId('a'.repeat(20))
  if (me === null || other === null || materialId === null) throw new Error('ids have these forms')
  return { me, other, materialId }
}
const { me, other, materialId } = ids()
const minute = 60_000
const returning = {
  name: 'returnApproval',
  params: { materialId },
  body: { reason: 'Chybí rozpočet. Doplňte „Příjmy“.', stepId: 'sponsor' },
} as const

describe('an act for which the page is left', () => {
  it('[IZ5] is there afterwards with everything that was entered, also after another look', () => {
    const store = tab()
    keepAct(store, returning, me, 0)
    expect(keptAct(store, me, minute)).toEqual({ ...returning, query: {} })
    expect(keptAct(store, me, 15 * minute)).toEqual({ ...returning, query: {} })
    dropKeptAct(store)
    expect(keptAct(store, me, minute)).toBeNull()
  })

  it('[IZ5] is nobody else’s, ends after a quarter of an hour, and is then forgotten', () => {
    for (const [who, when] of [
      [other, 0],
      [me, 15 * minute + 1],
    ] as const) {
      const store = tab()
      keepAct(store, returning, me, 0)
      expect(keptAct(store, who, when)).toBeNull()
      expect(store.size()).toBe(0)
    }
  })

  it('[IZ5] is not read from what is no request of its route', () => {
    const request = { ...returning, personId: me, at: 0 }
    for (const text of [
      '',
      '{',
      'null',
      JSON.stringify({ ...request, name: 'fireEverybody' }),
      JSON.stringify({ ...request, name: 'toString' }),
      JSON.stringify({ ...request, body: { reason: 1 } }),
      JSON.stringify({ ...request, body: undefined }),
      JSON.stringify({ ...request, params: {} }),
    ]) {
      const store = tab()
      store.setItem('glosa.kept-act', text)
      expect(keptAct(store, me, 0), text).toBeNull()
      expect(store.size()).toBe(0)
    }
  })

  it('[IZ5] keeps no files, and nothing in a browser that keeps nothing', () => {
    const store = tab()
    keepAct(store, { name: 'addPicture', params: { materialId }, body: new Blob(['x']) }, me, 0)
    expect(store.size()).toBe(0)
    keepAct(null, returning, me, 0)
    expect(keptAct(null, me, 0)).toBeNull()
  })

  it('[IZ6] is told in what the person wrote and in how many things it is about', () => {
    expect(enteredIn(returning.body)).toEqual(['Chybí rozpočet. Doplňte „Příjmy“.'])
    expect(enteredIn({ reason: '  ' })).toEqual([])
    expect(enteredIn(null)).toEqual([])
    expect(countIn({ items: [1, 2, 3] })).toBe(3)
    expect(countIn({ versions: [1] })).toBe(1)
    expect(countIn(returning.body)).toBeNull()
    expect(textAt(returning.params, 'materialId')).toBe(materialId)
    expect(textAt(returning.params, 'constructor')).toBeNull()
  })

  it('[IZ11] is known for an export of a selection', () => {
    const asked = (query: object) => {
      const store = tab()
      keepAct(store, { name: 'exportAudit', params: {}, query }, me, 0)
      return isSelection(keptAct(store, me, 0)?.query)
    }
    expect([asked({}), asked({ type: 'signed-in' }), isSelection(undefined)]).toEqual([false, true, false])
  })

  it('[IZ6] comes back to where it was, without the problem of an earlier try', () => {
    expect(pathWithoutProblem({ pathname: '/a', search: '?section=rounds&problem=oidc-failed' })).toBe(
      '/a?section=rounds',
    )
    expect(pathWithoutProblem({ pathname: '/a', search: '?problem=oidc-failed' })).toBe('/a')
    expect(pathWithoutProblem({ pathname: '/a', search: '?q=a%20b' })).toBe('/a?q=a%20b')
  })
})
