import { describe, expect, it } from 'vitest'
import { DirectoryUnavailable, findPersonByLogin, signIn } from '@glosa/auth'
import { demoPeople, throwawayCertificates } from '@glosa/auth/demo'
import { noon, right, signInDeps, urlOf, type Ground } from './directoryUnderTest.ts'

/** How the directory is reached, and what happens when it is not. */
export function describeConnection({ clientOf, relayed }: Ground): void {
  describe('connection', () => {
    it('[AU20] refuses a server whose authority it was not given', async () => {
      const { ca } = throwawayCertificates(['127.0.0.1'], Date.now())
      await expect(findPersonByLogin(clientOf({ ca }), 'novakova', noon)).rejects.toThrow(DirectoryUnavailable)
    })

    it('[AU20] refuses a server with a certificate for another name', async () => {
      const relay = await relayed('127.0.0.2')
      const elsewhere = clientOf({ urls: [`ldaps://127.0.0.2:${relay.port}`] })
      await expect(findPersonByLogin(elsewhere, 'novakova', noon)).rejects.toThrow(/altnames/)
    })

    it('[AU21] serves a hundred first questions at once over four connections', async () => {
      const relay = await relayed()
      const client = clientOf({ urls: [urlOf(relay)] })
      const found = await Promise.all(
        Array.from({ length: 100 }, (_, i) => findPersonByLogin(client, demoPeople[i % 40]?.login ?? '', noon)),
      )
      expect(found.map((each) => each?.person.login)).toEqual(found.map((_, i) => demoPeople[i % 40]?.login))
      expect(relay.accepted()).toBe(4)
    })

    it('[AU22] goes on after idle connections were dropped', async () => {
      const relay = await relayed()
      const client = clientOf({ urls: [urlOf(relay)] })
      await findPersonByLogin(client, 'novakova', noon)
      relay.drop()
      expect(await findPersonByLogin(client, 'novakova', noon)).not.toBeNull()
    })

    it('[AU23] asks again elsewhere when a server dies in the middle of a question', async () => {
      const dying = await relayed()
      const other = await relayed()
      const client = clientOf({ urls: [urlOf(dying), urlOf(other)] })
      await findPersonByLogin(client, 'novakova', noon)
      expect(other.accepted()).toBe(0)
      dying.cutNextRequest()
      expect(await findPersonByLogin(client, 'novakova', noon)).not.toBeNull()
      expect(other.accepted()).toBe(1)
      expect(client.status().servers.map(({ failedAt }) => failedAt !== null)).toEqual([true, false])
    })

    it('[AU24] asks elsewhere when a server no longer answers, and tries it last for a while', async () => {
      const stalling = await relayed()
      const other = await relayed()
      const client = clientOf({ urls: [urlOf(stalling), urlOf(other)], limits: { requestTime: 1_500 } })
      await findPersonByLogin(client, 'novakova', noon)
      stalling.stall()
      expect(await findPersonByLogin(client, 'novakova', noon)).not.toBeNull()
      const tried = stalling.accepted()
      expect(await signIn(right('novakova'), signInDeps(client).deps)).toHaveProperty('person')
      expect(stalling.accepted()).toBe(tried)
    })

    it('[AU25] ends when no server answers in time', async () => {
      const stalling = await relayed()
      stalling.stall()
      const client = clientOf({ urls: [urlOf(stalling)], limits: { connectTime: 100 } })
      await expect(findPersonByLogin(client, 'novakova', noon)).rejects.toThrow(DirectoryUnavailable)
    })

    it('[AU26] takes a refused service account for an outage', async () => {
      const client = clientOf({ servicePassword: 'jine' })
      expect(await signIn(right('novakova'), signInDeps(client).deps)).toEqual({ refused: 'directory-unavailable' })
    })
  })
}
