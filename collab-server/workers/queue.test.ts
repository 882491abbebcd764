import { refused } from '@glosa/domain/model'
import { expect, it } from 'vitest'
import { createQueue } from './queue.ts'

it('[EX14] runs so many at once, keeps so many waiting in order, and refuses more', async () => {
  const queue = createQueue(2, 2)
  const begun: number[] = []
  const ends: (() => void)[] = []
  const task = (number: number) => () => {
    begun.push(number)
    return new Promise<number>((resolve) => ends.push(() => resolve(number)))
  }
  const asked = [1, 2, 3, 4, 5].map((number) => queue(task(number)))
  expect(await asked[4]).toEqual(refused('too-many-requests'))
  expect(begun).toEqual([1, 2])
  ends.shift()?.()
  await asked[0]
  expect(begun).toEqual([1, 2, 3])
  const late = queue(task(6))
  while (ends.length > 0) {
    ends.shift()?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(await Promise.all([...asked.slice(0, 4), late])).toEqual([1, 2, 3, 4, 6])
  expect(begun).toEqual([1, 2, 3, 4, 6])
})

it('[EX14] gives the place of a failed task to the next', async () => {
  const queue = createQueue(1, 5)
  const failed = queue(() => Promise.reject(new Error('broken')))
  const next = queue(() => Promise.resolve('fine'))
  await expect(failed).rejects.toThrow('broken')
  expect(await next).toBe('fine')
})
