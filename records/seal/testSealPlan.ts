import { instant, type SealLevel } from '@glosa/domain/model'
import { readPem } from './certificate.ts'
import type { EvidenceSource } from './evidence.ts'
import { pkcs12Sealer } from './pkcs12Sealer.ts'
import type { SealPlan, SealWords } from './sealPdf.ts'
import { sealPassword, type TestAuthorities } from './testAuthorities.ts'

type TestSealPlan = SealPlan & { readonly evidence: EvidenceSource }

/** How an office seals whose certificate, timestamps and evidence come from authorities of a test. */
export async function testSealPlan(authorities: TestAuthorities): Promise<(level: SealLevel) => TestSealPlan> {
  const chain = readPem((await authorities.file('chain.crt')).toString('utf8'))
  const sealer = await pkcs12Sealer(await authorities.file('seal.p12'), sealPassword)
  const evidence = { authorities: chain, hosts: new Set([authorities.host]) }
  const timestampAuthority = { url: authorities.timestampUrl, timeoutMs: 5_000 }
  return (level) => ({ sealer, level, timestampAuthority, evidence })
}

/** What a seal of a test says; `at` now when left out, as the certificate is made for now. */
export const testSealWords = (at: number = Date.now()): SealWords => ({
  at: instant(at),
  name: 'Podhorský kraj',
  reason: 'Elektronická pečeť materiálu MAT-2026-0412, verze 1',
  location: 'Podhoří',
})
