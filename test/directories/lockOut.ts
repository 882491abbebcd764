import { Client, InvalidCredentialsError } from 'ldapts'

/** Five wrong passwords, after which the directories of the tests lock an account for a while. */
export async function lockOut(server: { readonly url: string; readonly ca: string }, name: string): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const client = new Client({ url: server.url, tlsOptions: { ca: server.ca }, timeout: 10_000 })
    try {
      await client.bind(name, `Spatne-heslo-${attempt}`)
      throw new Error(`${name} has this password`)
    } catch (error) {
      if (!(error instanceof InvalidCredentialsError)) throw error
    } finally {
      await client.unbind()
    }
  }
}
