import type { DryRunProblemCode, RecordsSystem } from '@glosa/domain/model'
import { instant, isOnlyNoted } from '@glosa/domain/model'
import { expect, it } from 'vitest'
import { dispatchOf } from './delivery/recordFacts.ts'
import { esslRecordsSystem } from './essl/esslRecordsSystem.ts'
import { ezdRecordsSystem } from './ezd/ezdRecordsSystem.ts'
import { buildPackage } from './package/buildPackage.ts'
import * as sample from './sampleVersion.ts'
import { sha256Of } from './versionHash.ts'

const id = sha256Of('dry run') as string as Parameters<typeof dispatchOf>[1]['id']
const send = () => {
  throw new Error('a dry run sends nothing')
}
const now = () => instant(Date.UTC(2026, 10, 20))
const parts = [sample.bodyPart(sample.doc(sample.p('Text.')))]

async function findings(system: RecordsSystem, more: object = {}, without = ''): Promise<readonly DryRunProblemCode[]> {
  const parcel = await buildPackage(sample.version({ parts, ...more }), Buffer.from('%PDF'), id, async () => null)
  const files = parcel.files.filter(({ role }) => role !== without)
  const dispatch = dispatchOf({ ...parcel, files }, { id }, { reference: null, supersedes: null, language: 'cs' })
  const run = await system.dryRun?.(dispatch)
  for (const { problem } of run?.problems ?? []) expect(problem).not.toBe('')
  return run?.problems.map(({ code }) => code) ?? []
}

it('[ZZ4] a dry run for a Czech records system tells by kind what it would not take, and what it would cut', async () => {
  const system = (originator: string) =>
    esslRecordsSystem({
      ...{ target: 'essl', url: 'https://essl.example', headers: {}, send, now, edition: '2024', originator },
      ...{ source: 'GLOSA', destination: 'ESSL', user: 'glosa', mode: 'synchronous', documentKinds: {}, group: null },
      ...{ file: null, handOver: 'none', settledBy: '', attach: 'all', numbers: { take: async () => 1 } },
    })
  expect(await findings(system('MMB'))).toEqual([])
  const long = 'Dlouhý název '.repeat(9)
  expect(await findings(system('MMB'), { title: long })).toEqual(['title-shortened'])
  expect(await findings(system('MMB'), {}, 'rendition')).toEqual(['no-main-file'])
  expect(new Set(await findings(system('Magistrát města Brna')))).toEqual(new Set(['identifier-too-long']))
  expect(isOnlyNoted('title-shortened')).toBe(true)
  expect(isOnlyNoted('no-main-file')).toBe(false)
})

it('[ZZ4] a dry run for EZD RP says that no case is set', async () => {
  const system = (caseId: string | null) =>
    ezdRecordsSystem({
      ...{ target: 'ezd', url: 'https://ezd.example', tokenUrl: 'https://ezd.example/t', webHost: 'ezd', entity: 'e' },
      ...{ keyId: 'k', apiKey: 'a', position: 'p', downloadOrigins: [], send, now, caseId, newCase: null },
      ...{ attributes: null, attach: 'all', settleMs: 1 },
    })
  expect(await findings(system('c'))).toEqual([])
  expect(await findings(system(null))).toEqual(['case-not-set'])
})
