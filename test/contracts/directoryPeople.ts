import { describe, expect, it } from 'vitest'
import { dnKey, explainLogin, findPersonByLogin, groupsOf, readDirectory } from '@glosa/auth'
import { demoPeople } from '@glosa/auth/demo'
import type { Role } from '@glosa/domain/model'
import { manyCount, manyLogin, readersGroupId } from '../directories/manyPeople.ts'
import { circleGroupId, deputiesGroupId, ghostDn, primaryGroupId, printerDn } from '../directories/specialEntries.ts'
import { noon, type Ground } from './directoryUnderTest.ts'

/** What Glosa takes from a directory. */
export function describePeople({ directory, clientOf }: Ground): void {
  const isActiveDirectory = () => directory().config.preset === 'active-directory'
  const givenBy = (role: Role, ...groups: string[]) => ({ roleGroups: { [role]: groups } })
  const ekoId = async () => {
    const { unitsInDirectory } = await readDirectory(clientOf(), noon)
    const eko = unitsInDirectory.find(({ unit }) => unit.mark === 'EKO')
    if (!eko) throw new Error('the unit EKO is missing')
    return eko.unit.id.slice('demo:'.length)
  }

  describe('people', () => {
    it('[AU1] reads everybody, with unit and roles, though the directory gives a few at a time', async () => {
      const { people, units } = await readDirectory(clientOf({ roleGroups: directory().config.roleGroups }), noon)
      const byLogin = new Map(people.map((person) => [person.login, person]))
      const marks = new Map(units.map((unit) => [unit.id, unit.mark]))
      expect(units).toHaveLength(12)
      for (const { login, displayName, unitMark, roles } of demoPeople) {
        const person = byLogin.get(login)
        expect({ ...person, unit: person?.unitId ? marks.get(person.unitId) : null }).toMatchObject({
          displayName,
          roles,
          unit: unitMark,
          email: `${login}@podhorsky-kraj.example`,
        })
      }
      expect(people.length).toBeGreaterThan(300)
    })

    it('[AU2] finds the same person by login as in the whole directory', async () => {
      const client = clientOf()
      const { people } = await readDirectory(client, noon)
      const some = people.filter(({ login }, index) => !login.startsWith('ctenar') || index % 30 === 0)
      for (const person of some) {
        expect((await findPersonByLogin(client, person.login, noon))?.person).toEqual(person)
      }
    })

    it('[AU3] names people by the id that the directory never changes', async () => {
      const found = await findPersonByLogin(clientOf(), 'novakova', noon)
      expect(found?.person.id).toBe('demo:66c2388f-717a-8b22-b821-a152e78fe178')
    })

    it('[AU4] gives roles through groups in groups, and a circle of groups ends', async () => {
      const client = clientOf()
      const direct = await findPersonByLogin(client, 'multirdn', noon)
      const throughCircle = await findPersonByLogin(client, 'carka', noon)
      expect(direct?.person.roles).toEqual(['staff', 'secretary'])
      expect(throughCircle?.person.roles).toEqual(['staff', 'secretary'])
    })

    it('[DR1] gives a role to hundreds of people through three levels of groups', async () => {
      const client = clientOf(givenBy('records-manager', readersGroupId))
      const { people } = await readDirectory(client, noon)
      const readers = people.filter(({ roles }) => roles.includes('records-manager'))
      expect(readers).toHaveLength(manyCount)
      const one = await findPersonByLogin(client, manyLogin(7), noon)
      expect(one?.person.displayName).toMatch(/, Ing\. \\ 007$/)
      expect(one?.person.roles).toEqual(['staff', 'records-manager'])
    })

    it('[DR2] counts the primary group, which names nobody in Active Directory', async () => {
      const client = clientOf(givenBy('records-manager', primaryGroupId))
      const found = await findPersonByLogin(client, 'primarni', noon)
      expect(found?.person.roles).toEqual(['staff', 'records-manager'])
      const { people } = await readDirectory(client, noon)
      expect(people.find(({ login }) => login === 'primarni')?.roles).toEqual(['staff', 'records-manager'])
    })

    it('[DR3] takes a role group by its id as by its DN, and says that the id is the better name', async () => {
      const dn = `cn=ctenari,${directory().config.groupsBase}`
      const client = clientOf(givenBy('records-manager', dn.toUpperCase()))
      expect((await findPersonByLogin(client, manyLogin(1), noon))?.person.roles).toContain('records-manager')
      const { findings, roleGroups } = await readDirectory(client, noon)
      expect(findings).toContainEqual({ code: 'role-group-by-dn', subject: dn.toUpperCase() })
      expect(roleGroups).toMatchObject([{ role: 'records-manager', found: { id: readersGroupId }, people: manyCount }])
    })

    it('[DR4] knows the heads of units, who thereby have the role of heads', async () => {
      const client = clientOf({ roleGroups: {} })
      const { people, units } = await readDirectory(client, noon)
      const names = new Map(people.map(({ id, login }) => [id, login]))
      const heads = units.map(({ mark, headIds }) => [mark, headIds?.map((id) => names.get(id))])
      expect(heads).toContainEqual(['EKO', ['novakova']])
      expect(heads).toContainEqual(['INF', ['simek']])
      expect(people.find(({ login }) => login === 'novakova')?.roles).toEqual(['staff', 'unit-head'])
      expect((await findPersonByLogin(client, 'novakova', noon))?.person.roles).toEqual(['staff', 'unit-head'])
    })

    it('[DR5] takes heads and deputies from groups that the configuration names', async () => {
      const unitGroups = [{ group: await ekoId(), heads: circleGroupId, deputies: deputiesGroupId }]
      const client = clientOf({
        roleGroups: {},
        unitGroups,
        attributes: { ...directory().config.attributes, unitHead: null },
      })
      const { people, units } = await readDirectory(client, noon)
      const names = new Map(people.map(({ id, login }) => [id, login]))
      const eko = units.find(({ mark }) => mark === 'EKO')
      expect(eko?.headIds?.map((id) => names.get(id)).toSorted()).toEqual(['carka', 'multirdn'])
      expect(eko?.deputyIds?.map((id) => names.get(id))).toEqual(['svobodova'])
      const head = await findPersonByLogin(client, 'carka', noon)
      expect(head?.unit?.mark).toBe('EKO')
      expect(head?.person.roles).toEqual(['staff', 'unit-head'])
      expect(people.find(({ login }) => login === 'carka')).toEqual(head?.person)
      expect((await findPersonByLogin(client, 'svobodova', noon))?.person.roles).toEqual(['staff'])
    })

    it('[AU5] leaves out ended accounts and logins that two entries share', async () => {
      const { people, findings } = await readDirectory(clientOf(), noon)
      const logins = people.map((person) => person.login)
      expect(logins).not.toContain('odesly')
      expect(logins).not.toContain('byvala')
      expect(logins).not.toContain('dvojce')
      expect(logins.includes('vyprsela')).toBe(!isActiveDirectory())
      expect(logins).toContain('zamceny')
      expect(findings.map(({ code }) => code)).toContain('login-used-twice')
    })

    it('[AU6] reports a group member that is nobody, and a role that no group gives', async () => {
      const { findings } = await readDirectory(clientOf({ roleGroups: { administrator: ['nikde'] } }), noon)
      const members = (wanted: string) =>
        findings.filter(({ code }) => code === wanted).map(({ subject }) => dnKey(subject))
      // Active Directory removes a deleted member by itself.
      expect(members('dead-member')).toEqual(isActiveDirectory() ? [] : [dnKey(ghostDn)])
      expect(members('unknown-member')).toEqual([dnKey(printerDn)])
      expect(findings).toContainEqual({ code: 'role-group-missing', subject: 'nikde' })
    })

    it('[DR6] finds the same groups by the way of the preset as by going from group to group', async () => {
      const client = clientOf()
      for (const login of ['carka', 'primarni', 'novakova', manyLogin(20)]) {
        const explained = await explainLogin(client, login, noon)
        if (explained.outcome !== 'one') throw new Error(`${login} is not one person`)
        const ways = explained.groups.map((chain) => dnKey(chain.at(-1)?.dn ?? ''))
        const groups = (await groupsOf(client, explained.dn)).map(({ dn }) => dnKey(dn))
        expect(ways.toSorted()).toEqual(groups.toSorted())
      }
    })

    it('[DR7] says what somebody would be and through which chain of groups', async () => {
      const client = clientOf({ roleGroups: { secretary: [circleGroupId], 'records-manager': [readersGroupId] } })
      const reader = await explainLogin(client, manyLogin(3), noon)
      expect(reader).toMatchObject({ outcome: 'one', account: 'usable', unit: null })
      const chains = reader.outcome === 'one' ? reader.roles : []
      expect(chains.map(({ role, by, chain }) => [role, by, ...chain.map(({ name }) => name)])).toEqual([
        ['staff', 'everybody'],
        ['records-manager', 'group', 'ctenari-4', 'ctenari-vsichni', 'ctenari'],
      ])
      const head = await explainLogin(client, 'novakova', noon)
      expect(head).toMatchObject({
        outcome: 'one',
        unit: { mark: 'EKO' },
        leads: [{ mark: 'EKO' }],
        directUnits: [{ mark: 'EKO' }],
      })
      expect(head.outcome === 'one' && head.roles).toContainEqual({ role: 'unit-head', by: 'leads-unit', chain: [] })
    })

    it('[DR8] explains why nobody would be signed in', async () => {
      const client = clientOf()
      expect(await explainLogin(client, 'nikdo', noon)).toEqual({ outcome: 'none' })
      expect(await explainLogin(client, '*', noon)).toEqual({ outcome: 'none' })
      expect(await explainLogin(client, 'dvojce', noon)).toMatchObject({ outcome: 'ambiguous', dns: [{}, {}] })
      const account = isActiveDirectory() ? 'disabled' : 'locked-for-good'
      expect(await explainLogin(client, 'odesly', noon)).toMatchObject({ account, person: null, roles: [] })
      expect(await explainLogin(client, 'byvala', noon)).toMatchObject({ account: 'disabled', person: null })
      expect(await explainLogin(client, 'zamceny', noon)).toMatchObject({ account: 'locked' })
      expect(await explainLogin(client, 'nova', noon)).toMatchObject({ account: 'must-change' })
    })
  })
}
