import { expect, it } from 'vitest'
import { moved, placeUnder } from './moved.ts'

it('[UM1] an item that is moved leaves the others in their order, and none is lost', () => {
  const list = ['a', 'b', 'c', 'd']
  expect(moved(list, 0, 2)).toEqual(['b', 'c', 'a', 'd'])
  expect(moved(list, 3, 0)).toEqual(['d', 'a', 'b', 'c'])
  expect(moved(list, 1, 1)).toBe(list)
  expect(moved(list, 9, 0)).toBe(list)
  for (let from = 0; from < 4; from++) {
    for (let to = 0; to < 4; to++) {
      const after = moved(list, from, to)
      expect(after[to]).toBe(list[from])
      expect([...after].sort()).toEqual(list)
      expect(after.filter((x) => x !== list[from])).toEqual(list.filter((x) => x !== list[from]))
    }
  }
})

it('[UM1] an item that is dragged takes the place that the pointer has passed the middles of', () => {
  const middles = [50, 150, 250, 350]
  expect(placeUnder(middles, 0, 60)).toBe(0)
  expect(placeUnder(middles, 0, 160)).toBe(1)
  expect(placeUnder(middles, 0, 900)).toBe(3)
  expect(placeUnder(middles, 3, 20)).toBe(0)
  expect(placeUnder(middles, 2, 160)).toBe(2)
})
