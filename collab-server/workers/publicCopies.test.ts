import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instant, refused } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import { version } from '../../records/sampleVersion.ts'
import { createOfficeSeal } from '../officeSeal.ts'
import type { SealSettings } from '../sealSettings.ts'
import { createPublicCopies } from './publicCopies.ts'

const settings: SealSettings = {
  key: { source: 'none' },
  level: 'B-B',
  mode: 'automatic',
  location: null,
  timestampAuthority: null,
  authorities: [],
  evidenceHosts: [],
  trusted: null,
}

/** Seals a copy with the key of these settings. */
function seal(key: SealSettings['key']) {
  const office = { name: 'Kraj', dataDir: tmpdir() }
  const officeSeal = createOfficeSeal({ ...settings, key }, office, () => instant(Date.UTC(2026, 10, 20)))
  const copies = createPublicCopies({ get: async () => null }, { locale: 'cs', publisher: 'Kraj', officeSeal })
  const plan = { version: 1, redactions: [], hiddenTitles: [], leftOut: [], attached: [] }
  return copies.seal(Buffer.from('%PDF-1.7'), { frozen: version(), plan, title: 'Název', recordNumber: null })
}

describe('the seal on a public copy', () => {
  it('[RZ2] is left out where the office has none, and never where it has one that cannot be used', async () => {
    expect(await seal({ source: 'none' })).toBeNull()
    const gone = join(tmpdir(), 'no-such-seal.p12')
    expect(await seal({ source: 'pkcs12', file: gone, password: 'x' })).toEqual(refused('seal-unavailable'))
  })
})
