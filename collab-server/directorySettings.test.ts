import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { directoryConfigOf, readDirectoryMap, type DirectorySettings } from './directorySettings.ts'

const folder = mkdtempSync(join(tmpdir(), 'glosa-map-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const read = (text: string) => {
  const path = join(folder, 'map.json')
  writeFileSync(path, text)
  return readDirectoryMap(path)
}
const settings: DirectorySettings = {
  urls: ['ldaps://dc1.urad.example'],
  preset: 'ad',
  ca: null,
  bindDn: 'cn=glosa,dc=urad,dc=example',
  bindPassword: 'tajne',
  peopleBase: 'ou=lide,dc=urad,dc=example',
  groupsBase: 'ou=skupiny,dc=urad,dc=example',
  unitsBase: null,
  roleGroups: { secretary: 'cn=sekretariat,dc=urad,dc=example' },
  map: null,
}

it('[DR65] reads differences from the preset, groups, units and the mark of ended accounts', () => {
  const map = read(
    JSON.stringify({
      attributes: { furtherLogins: ['employeeID'], unitHead: null },
      roles: { secretary: ['6d1f6c1e-5a0f-4c5e-8a53-0b8a5f0c7d11'] },
      units: [{ group: 'cn=eko,dc=urad,dc=example', heads: 'cn=vedouci,dc=urad,dc=example' }],
      endedWhen: { attribute: 'employeeType', values: ['byvaly'] },
    }),
  )
  if ('faults' in map) throw new Error(map.faults.join())
  expect(directoryConfigOf({ ...settings, map })).toMatchObject({
    preset: 'active-directory',
    attributes: { furtherLogins: ['employeeID'], unitHead: null },
    roleGroups: { secretary: ['cn=sekretariat,dc=urad,dc=example', '6d1f6c1e-5a0f-4c5e-8a53-0b8a5f0c7d11'] },
    unitGroups: [{ group: 'cn=eko,dc=urad,dc=example', heads: 'cn=vedouci,dc=urad,dc=example' }],
    endedWhen: { attribute: 'employeeType', values: ['byvaly'] },
  })
  expect(directoryConfigOf(settings).roleGroups).toEqual({ secretary: ['cn=sekretariat,dc=urad,dc=example'] })
})

it('[DR65] tells every fault of the map at once', () => {
  const map = read(JSON.stringify({ attributes: { login: 'a)(b' }, roles: { hejtman: ['x'] }, units: [{}], jine: 1 }))
  expect('faults' in map && map.faults.length).toBeGreaterThanOrEqual(4)
  expect(read('{')).toEqual({ faults: [expect.stringContaining('it is no JSON')] })
  expect(readDirectoryMap(join(folder, 'neni'))).toEqual({ faults: [expect.stringContaining('ENOENT')] })
})
