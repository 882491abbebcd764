import { Client, InvalidCredentialsError } from 'ldapts'

/** Tries wrong passwords, by other means than Glosa; five lock an account in the directories of the tests. */
export async function wrongPasswords(
  server: { readonly url: string; readonly ca: string },
  name: string,
  count: number,
): Promise<void> {
  for (let attempt = 0; attempt < count; attempt += 1) {
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
