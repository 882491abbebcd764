import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instant, refused } from '@glosa/domain/model'
import { SealUnusable } from '@glosa/records'
import { describe, expect, it } from 'vitest'
import { sealSettings } from '../../test/support/sealSettings.ts'
import { version } from '../../records/sampleVersion.ts'
import { createOfficeSeal } from '../officeSeal.ts'
import type { SealSettings } from '../sealSettings.ts'
import { createPublicCopies } from './publicCopies.ts'

/** Seals a copy with the key of these settings; with what was said in the log. */
async function seal(key: SealSettings['key']) {
  const said: unknown[] = []
  const log = { warn: (facts: object) => said.push(facts) }
  const office = { name: 'Kraj', dataDir: tmpdir() }
  const officeSeal = createOfficeSeal(sealSettings({ key }), office, () => instant(Date.UTC(2026, 10, 20)))
  const copies = createPublicCopies({ get: async () => null }, { locale: 'cs', publisher: 'Kraj', officeSeal, log })
  const plan = { version: 1, redactions: [], hiddenTitles: [], leftOut: [], attached: [] }
  const source = { frozen: version(), plan, title: 'Název', recordNumber: null }
  return { sealed: await copies.seal(Buffer.from('%PDF-1.7'), source), said }
}

describe('the seal on a public copy', () => {
  it('[RZ2] is left out where the office has none, and never where it has one that cannot be used', async () => {
    expect(await seal({ source: 'none' })).toEqual({ sealed: null, said: [] })
    const gone = join(tmpdir(), 'no-such-seal.p12')
    expect(await seal({ source: 'pkcs12', file: gone, password: 'x' })).toEqual({
      sealed: refused('seal-unavailable'),
      said: [{ err: expect.any(SealUnusable), materialNumber: version().materialNumber, version: version().version }],
    })
  })
})
