import { expect, it } from 'vitest'
import { turns } from './turns.ts'

it('[PR23] works of one key follow each other, also after one that failed; others do not wait', async () => {
  const inTurn = turns()
  const course: string[] = []
  const work = (name: string) => async () => {
    course.push(`${name} begins`)
    await new Promise((resolve) => setImmediate(resolve))
    course.push(`${name} ends`)
    if (name === 'a1') throw new Error(name)
    return name
  }
  const a = [inTurn('a', work('a1')), inTurn('a', work('a2')), inTurn('a', work('a3'))]
  const other = inTurn('b', work('b1'))
  expect(await Promise.allSettled([...a, other])).toMatchObject([
    { status: 'rejected' },
    { value: 'a2' },
    { value: 'a3' },
    { value: 'b1' },
  ])
  expect(course.filter((step) => step.startsWith('a'))).toEqual(
    ['a1', 'a2', 'a3'].flatMap((name) => [`${name} begins`, `${name} ends`]),
  )
  expect(course.indexOf('b1 begins')).toBeLessThan(course.indexOf('a2 begins'))
})
