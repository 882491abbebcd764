import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  demoBase,
  demoBases,
  demoEntry,
  demoPeople,
  demoPersonDn,
  demoServiceDn,
  startDemoDirectory,
  type DemoEntry,
} from '@glosa/auth/demo'
import { startGlosa, type GlosaServer } from './glosaServer.ts'

/** An office as large as a ministry's department or a region: the demo office with more units and people. */
export interface LargeOffice {
  readonly server: GlosaServer
  /** For each unit its head and staff, by login. */
  readonly units: readonly { readonly mark: string; readonly head: string; readonly staff: readonly string[] }[]
  readonly drafter: string
  readonly secretary: string
  close(): Promise<void>
}

/** Everybody's, of the further people too. */
export const passwordOf = (login: string): string =>
  demoPeople.find((person) => person.login === login)?.password ?? `Heslo-${login}`

/**
 * Starts a directory with so many units and people who comment, and Glosa on it as on an office's own:
 * over LDAPS, with groups for roles and units, and without demo data.
 */
export async function startLargeOffice(unitCount: number, staffPerUnit: number): Promise<LargeOffice> {
  const units = Array.from({ length: unitCount }, (_, index) => {
    const mark = `U${String(index + 1).padStart(2, '0')}`
    const staff = Array.from({ length: staffPerUnit }, (_, member) => `${mark.toLowerCase()}-${member + 1}`)
    return { mark, head: `${mark.toLowerCase()}-head`, staff }
  })
  const logins = units.flatMap(({ head, staff }) => [head, ...staff])
  const heads = groupOf(
    'hromadni-vedouci',
    demoBases.groups,
    'Vedoucí',
    units.map(({ head }) => head),
  )
  const directory = await startDemoDirectory({
    furtherEntries: [
      ...logins.map(personEntry),
      ...units.map(({ mark, head, staff }) => groupOf(mark, demoBases.units, `Odbor ${mark}`, [head, ...staff], head)),
      heads,
    ],
  })
  const dataDir = await mkdtemp(join(tmpdir(), 'glosa-office-'))
  const caFile = join(dataDir, 'ca.pem')
  await writeFile(caFile, directory.ca)
  const close = async () => {
    await directory.close()
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    const server = await startGlosa(join(dataDir, 'data'), {
      // The address that people are told has the port in it.
      PORT: String(await freePort()),
      GLOSA_LDAP_URLS: directory.url,
      GLOSA_LDAP_CA_FILE: caFile,
      GLOSA_LDAP_BIND_DN: demoServiceDn,
      GLOSA_LDAP_BIND_PASSWORD: directory.config.servicePassword,
      GLOSA_LDAP_PEOPLE_BASE: demoBases.people,
      GLOSA_LDAP_GROUPS_BASE: demoBases.groups,
      GLOSA_LDAP_UNITS_BASE: demoBases.units,
      GLOSA_LDAP_GROUP_DRAFTER: `cn=glosa-zpracovatele,${demoBases.groups}`,
      GLOSA_LDAP_GROUP_UNIT_HEAD: heads.dn,
      GLOSA_LDAP_GROUP_SECRETARY: `cn=sekretariat-rady,${demoBases.groups}`,
      GLOSA_OFFICE_NAME: 'Velký úřad',
      GLOSA_HOST: '127.0.0.1',
      GLOSA_SECOND_FACTOR: 'none',
    })
    return {
      server,
      units,
      drafter: 'svobodova',
      secretary: 'pokorna',
      async close() {
        await server.stop()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

const personEntry = (login: string): DemoEntry =>
  demoEntry(
    demoPersonDn(login),
    {
      objectClass: ['top', 'person', 'organizationalPerson', 'inetOrgPerson'],
      uid: [login],
      cn: [login],
      sn: [login],
      displayName: [`Úředník ${login}`],
      mail: [`${login}@${demoBase.replaceAll('dc=', '').replaceAll(',', '.')}`],
    },
    { password: `Heslo-${login}` },
  )

const groupOf = (
  cn: string,
  base: string,
  description: string,
  members: readonly string[],
  owner?: string,
): DemoEntry =>
  demoEntry(`cn=${cn},${base}`, {
    objectClass: ['top', 'groupOfNames'],
    cn: [cn],
    description: [description],
    member: members.map(demoPersonDn),
    ...(owner === undefined ? {} : { owner: [demoPersonDn(owner)] }),
  })

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise<void>((resolve) => probe.close(() => resolve()))
  return port
}
