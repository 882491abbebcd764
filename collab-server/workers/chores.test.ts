import { expect, it } from 'vitest'
import { startChores } from './chores.ts'

const never = 2_000_000_000

it('[SY24] are done in order, whatever fails before them, and ended before the server is', async () => {
  const done: string[] = []
  const warned: string[] = []
  let letGo = (): void => {}
  const chores = startChores(
    [
      { what: 'the first', run: () => Promise.reject(new Error('broken')) },
      {
        what: 'the second',
        run: () =>
          new Promise<void>((resolve) => {
            letGo = () => {
              done.push('second')
              resolve()
            }
          }),
      },
      { what: 'the third', run: () => Promise.resolve(done.push('third')) },
    ],
    never,
    { warn: (_facts: object, words?: string) => warned.push(String(words)) },
  )
  chores.look()
  // A second look does not begin while the first is under way.
  chores.look()
  await new Promise((resolve) => setImmediate(resolve))
  expect(warned).toEqual(['the first failed, will be tried again'])
  const closed = chores.close().then(() => done.push('closed'))
  await new Promise((resolve) => setImmediate(resolve))
  expect(done).toEqual([])
  letGo()
  await closed
  expect(done).toEqual(['second', 'closed'])
  chores.look()
  expect(warned).toHaveLength(1)
})
