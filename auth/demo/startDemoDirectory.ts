import { randomBytes } from 'node:crypto'
import type { DirectoryConfig } from '../directory/directoryConfig.ts'
import { throwawayCertificates } from './certificate.ts'
import { demoBases, demoEntries, demoRoleGroups, demoServiceDn } from './demoEntries.ts'
import { startDemoServer } from './demoServer.ts'
import type { DemoEntry } from './demoTree.ts'
import { demoPeople, type DemoPerson } from './office.ts'

export interface DemoDirectory {
  readonly url: string
  /** PEM of the authority made for this start. */
  readonly ca: string
  /** Ready for a `DirectoryClient`. */
  readonly config: DirectoryConfig
  readonly people: readonly DemoPerson[]
  /** Changes the entries, as an administrator of a directory would. Nobody can do this over the network. */
  change(edit: (entries: readonly DemoEntry[]) => readonly DemoEntry[]): void
  close(): Promise<void>
}

/** How Glosa reads the demo directory, wherever it runs. */
export const demoConfig = (reached: {
  readonly urls: readonly string[]
  readonly ca: string
  readonly servicePassword: string
}): DirectoryConfig => ({
  name: 'demo',
  ...reached,
  preset: 'openldap',
  serviceDn: demoServiceDn,
  peopleBase: demoBases.people,
  groupsBase: demoBases.groups,
  unitsBase: demoBases.units,
  roleGroups: demoRoleGroups,
})

/**
 * Starts the demo office's directory: LDAPS on loopback, with an authority, a certificate and a
 * service password made for this start and kept nowhere.
 * @throws Error when NODE_ENV is production or the port is taken
 */
export async function startDemoDirectory(
  options: { readonly port?: number; readonly furtherEntries?: readonly DemoEntry[] } = {},
): Promise<DemoDirectory> {
  const servicePassword = randomBytes(18).toString('base64url')
  const certificates = throwawayCertificates(['localhost', '127.0.0.1'], Date.now())
  let entries: readonly DemoEntry[] = [...demoEntries(servicePassword), ...(options.furtherEntries ?? [])]
  const server = await startDemoServer({
    entries,
    certificates,
    port: options.port ?? 0,
  })
  const url = `ldaps://127.0.0.1:${server.port}`
  return {
    url,
    ca: certificates.ca,
    config: demoConfig({ urls: [url], ca: certificates.ca, servicePassword }),
    people: demoPeople,
    change(edit) {
      entries = edit(entries)
      server.replace(entries)
    },
    close: () => server.close(),
  }
}
