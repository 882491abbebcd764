import { randomUUID } from 'node:crypto'
import { Attribute, Change, Client, EqualityFilter } from 'ldapts'
import { dnKey, escapeDnValue } from '@glosa/auth'
import { wrongPasswords } from './wrongPasswords.ts'
import { demoBase, demoBases, type DemoDirectory, type DemoEntry } from '@glosa/auth/demo'

/** What an administrator does in the office's own directory, by other means than Glosa. */
export interface DirectoryHand {
  /** Ends the account for good. */
  disable(login: string): Promise<void>
  setPassword(login: string, password: string): Promise<void>
  /** Locks the account for a while, by five wrong passwords where the directory counts them. */
  lock(login: string): Promise<void>
  remove(login: string): Promise<void>
  /** Makes an entry with this login, password `Heslo-<login>`, and an id that nobody had before. */
  create(login: string, displayName: string): Promise<void>
  /** Active Directory only: the account ends at an instant. */
  expireAt(login: string, at: number): Promise<void>
  /** Moves the entry to where Glosa looks for nobody. */
  moveAway(login: string): Promise<void>
  /** Gives the entry another name in the same place, and so another DN. */
  rename(login: string, displayName: string): Promise<void>
  join(groupCn: string, login: string): Promise<void>
  leave(groupCn: string, login: string): Promise<void>
  removeGroup(groupCn: string): Promise<void>
  close(): Promise<void>
}

const personClasses = ['top', 'person', 'organizationalPerson', 'inetOrgPerson']
const groupDn = (cn: string) => `cn=${escapeDnValue(cn)},${demoBases.groups}`

/** By LDAP, as an account that may write. */
export function ldapHand(
  preset: 'openldap' | 'active-directory',
  server: { readonly url: string; readonly ca: string; readonly name: string; readonly password: string },
): DirectoryHand {
  const client = new Client({ url: server.url, tlsOptions: { ca: server.ca }, timeout: 10_000 })
  let bound: Promise<void> | null = null
  const admin = async () => {
    bound ??= client.bind(server.name, server.password)
    await bound
    return client
  }
  const loginAttribute = preset === 'openldap' ? 'uid' : 'sAMAccountName'
  const dnOf = async (login: string) => {
    const filter = new EqualityFilter({ attribute: loginAttribute, value: login })
    const { searchEntries } = await (await admin()).search(demoBase, { scope: 'sub', filter, attributes: ['cn'] })
    const [entry] = searchEntries
    if (!entry) throw new Error(`nobody has the login ${login}`)
    return entry.dn
  }
  const change = async (
    dn: string,
    operation: 'add' | 'delete' | 'replace',
    type: string,
    values: string[] | Buffer[],
  ) => (await admin()).modify(dn, new Change({ operation, modification: new Attribute({ type, values }) }))
  /** Active Directory takes a password in quotes, in UTF-16. */
  const quoted = (password: string) => Buffer.from(`"${password}"`, 'utf16le')
  return {
    async disable(login) {
      const [type, value] =
        preset === 'openldap' ? ['pwdAccountLockedTime', '000001010000Z'] : ['userAccountControl', '514']
      await change(await dnOf(login), 'replace', type, [value])
    },
    async setPassword(login, password) {
      if (preset === 'openldap') {
        await change(await dnOf(login), 'replace', 'userPassword', [password])
        // As if the person had changed it themselves.
        await change(await dnOf(login), 'replace', 'pwdReset', [])
      } else await change(await dnOf(login), 'replace', 'unicodePwd', [quoted(password)])
    },
    lock: async (login) => wrongPasswords(server, await dnOf(login), 5),
    remove: async (login) => (await admin()).del(await dnOf(login)),
    async create(login, displayName) {
      const password = `Heslo-${login}`
      const shared = { cn: [displayName], sn: [displayName], displayName: [displayName] }
      const attributes: Record<string, string[] | Buffer[]> =
        preset === 'openldap'
          ? { objectClass: personClasses, uid: [login], userPassword: [password], ...shared }
          : {
              objectClass: ['user'],
              sAMAccountName: [login],
              userAccountControl: ['512'],
              unicodePwd: [quoted(password)],
              ...shared,
            }
      const all = Object.entries(attributes).map(([type, values]) => new Attribute({ type, values }))
      await (await admin()).add(`cn=${escapeDnValue(displayName)},${demoBases.people}`, all)
    },
    async expireAt(login, at) {
      const fileTime = (BigInt(at) + 11_644_473_600_000n) * 10_000n
      await change(await dnOf(login), 'replace', 'accountExpires', [String(fileTime)])
    },
    async moveAway(login) {
      const dn = await dnOf(login)
      await (await admin()).modifyDN(dn, `${rdnOf(dn)},${demoBases.services}`)
    },
    async rename(login, displayName) {
      const dn = await dnOf(login)
      const renamed = `cn=${escapeDnValue(displayName)},${demoBases.people}`
      await (await admin()).modifyDN(dn, renamed)
      // The value of the old name is gone with it.
      if (preset === 'openldap') await change(renamed, 'add', 'uid', [login])
    },
    join: async (cn, login) => change(groupDn(cn), 'add', 'member', [await dnOf(login)]),
    leave: async (cn, login) => change(groupDn(cn), 'delete', 'member', [await dnOf(login)]),
    removeGroup: async (cn) => (await admin()).del(groupDn(cn)),
    close: () => client.unbind(),
  }
}

/** The first name of a DN; commas inside it are escaped. */
const rdnOf = (dn: string): string => /^(?:\\.|[^,\\])*/.exec(dn)?.[0] ?? ''

/** In the demo directory, which takes no changes over the network. */
export function demoHand(demo: Pick<DemoDirectory, 'change'>): DirectoryHand {
  const hasLogin = (login: string) => (entry: DemoEntry) => entry.attributes['uid']?.includes(login) === true
  const edit = (login: string, change: (entry: DemoEntry) => DemoEntry) =>
    demo.change((entries) => entries.map((entry) => (hasLogin(login)(entry) ? change(entry) : entry)))
  const withAttributes = (entry: DemoEntry, attributes: DemoEntry['attributes']): DemoEntry => ({
    ...entry,
    attributes: { ...entry.attributes, ...attributes },
  })
  /** Servers rename members themselves when an entry is moved. */
  const move = (login: string, dnOf: (entry: DemoEntry) => string) =>
    demo.change((entries) => {
      const moved = entries.find(hasLogin(login))
      if (!moved) return entries
      const [from, to] = [dnKey(moved.dn), dnOf(moved)]
      return entries.map((entry) => {
        if (entry === moved) return { ...entry, dn: to }
        const { member } = entry.attributes
        if (!member?.some((dn) => dnKey(dn) === from)) return entry
        return withAttributes(entry, { member: member.map((dn) => (dnKey(dn) === from ? to : dn)) })
      })
    })
  const members = (cn: string, login: string, change: (members: readonly string[], dn: string) => readonly string[]) =>
    demo.change((entries) => {
      const dn = entries.find(hasLogin(login))?.dn ?? ''
      return entries.map((entry) =>
        dnKey(entry.dn) === dnKey(groupDn(cn))
          ? withAttributes(entry, { member: change(entry.attributes['member'] ?? [], dn) })
          : entry,
      )
    })
  let passwordsSet = 0
  return {
    async disable(login) {
      edit(login, (entry) => ({
        ...withAttributes(entry, { pwdAccountLockedTime: ['000001010000Z'] }),
        state: 'locked',
      }))
    },
    async setPassword(login, password) {
      passwordsSet += 1
      const at = `2026112100${String(passwordsSet).padStart(4, '0')}Z`
      edit(login, (entry) => ({ ...withAttributes(entry, { pwdChangedTime: [at] }), password }))
    },
    async lock(login) {
      const at = new Date().toISOString().replace(/[-:T]/g, '').slice(0, 14)
      edit(login, (entry) => ({ ...withAttributes(entry, { pwdAccountLockedTime: [`${at}Z`] }), state: 'locked' }))
    },
    async remove(login) {
      demo.change((entries) => entries.filter((entry) => !hasLogin(login)(entry)))
    },
    async create(login, displayName) {
      const names = { cn: [displayName], sn: [displayName], displayName: [displayName] }
      const entry: DemoEntry = {
        dn: `cn=${escapeDnValue(displayName)},${demoBases.people}`,
        entryUUID: randomUUID(),
        password: `Heslo-${login}`,
        attributes: { objectClass: personClasses, uid: [login], ...names },
      }
      demo.change((entries) => [...entries, entry])
    },
    expireAt: async () => {
      throw new Error('accounts of this directory do not expire')
    },
    moveAway: async (login) => move(login, (entry) => `${rdnOf(entry.dn)},${demoBases.services}`),
    rename: async (login, displayName) => move(login, () => `cn=${escapeDnValue(displayName)},${demoBases.people}`),
    join: async (cn, login) => members(cn, login, (all, dn) => [...all, dn]),
    leave: async (cn, login) => members(cn, login, (all, dn) => all.filter((each) => dnKey(each) !== dnKey(dn))),
    async removeGroup(cn) {
      demo.change((entries) => entries.filter((entry) => dnKey(entry.dn) !== dnKey(groupDn(cn))))
    },
    close: async () => {},
  }
}
