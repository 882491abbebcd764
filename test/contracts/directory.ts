import { afterAll, beforeAll, describe } from 'vitest'
import { describeConnection } from './directoryConnection.ts'
import { describeFreshness } from './directoryFreshness.ts'
import { describePeople } from './directoryPeople.ts'
import { describeSignIn } from './directorySignIn.ts'
import { groundOf, type DirectoryUnderTest } from './directoryUnderTest.ts'

/** What every directory must do for Glosa, and what Glosa must do with every directory. */
export function describeDirectory(name: string, start: () => Promise<DirectoryUnderTest>): void {
  describe(name, () => {
    let directory: DirectoryUnderTest | null = null
    const ground = groundOf(() => {
      if (directory === null) throw new Error('the directory was not started')
      return directory
    })
    beforeAll(async () => {
      directory = await start()
    })
    afterAll(async () => {
      for (const close of ground.toClose.toReversed()) await close()
      await directory?.hand.close()
      await directory?.close()
    })

    describePeople(ground)
    describeSignIn(ground)
    describeConnection(ground)
    // Last: it changes the directory.
    describeFreshness(ground)
  })
}
