import { createPrivateKey, generateKeyPair, randomBytes, sign, type KeyObject } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { readPem, type Certificate } from './certificate.ts'
import { context, der, integer, octets, oid, sequence, setOf, tags } from './der.ts'
import { oids } from './oids.ts'
import type { Sealer } from './sealer.ts'

const generate = promisify(generateKeyPair)
const dayMs = 86_400_000
const validDays = 365
const fileName = 'trial-seal.pem'

/**
 * A seal for trying the software out, with a key and a self-issued certificate kept in the data
 * folder. Its name says in plain words that it proves nothing. Made anew when it has ended.
 * @param officeName stands in the certificate
 */
export async function trialSealer(folder: string, officeName: string, now: number): Promise<Sealer> {
  const file = path.join(folder, fileName)
  const kept = await readKept(file)
  if (kept && kept.certificate.facts.notAfter > now + dayMs) return sealerOf(kept)
  await mkdir(folder, { recursive: true })
  const made = await makeTrialCertificate(officeName, now)
  const temporary = `${file}.${randomBytes(6).toString('hex')}.part`
  await writeFile(temporary, made, { mode: 0o600 })
  await rename(temporary, file)
  const fresh = await readKept(file)
  if (!fresh) throw new Error(`the trial certificate ${file} cannot be read`)
  return sealerOf(fresh)
}

interface Kept {
  readonly certificate: Certificate
  readonly key: KeyObject
}

async function readKept(file: string): Promise<Kept | null> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  const certificate = readPem(text)[0]
  return certificate ? { certificate, key: createPrivateKey(text) } : null
}

const sealerOf = ({ certificate, key }: Kept): Sealer => ({
  certificate,
  issuers: [],
  keyKind: 'ec',
  isTrial: true,
  sign: async (bytes) => sign('sha256', bytes, key),
})

/** Says in the languages of the offices that it proves nothing. */
const trialName = 'ZKUŠEBNÍ PEČEŤ (trial seal, pieczęć próbna) – bez právních účinků'

/** Key and certificate in PEM. */
async function makeTrialCertificate(officeName: string, now: number): Promise<string> {
  const { privateKey, publicKey } = await generate('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(oid(oids.ecdsaWithSha256))
  const name = sequence(
    setOf(sequence(oid('2.5.4.10'), der(tags.utf8, Buffer.from(officeName.slice(0, 60))))),
    setOf(sequence(oid('2.5.4.3'), der(tags.utf8, Buffer.from(trialName)))),
  )
  const serial = randomBytes(16)
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40
  const keyUsage = Buffer.from([0x06, 0xc0])
  const extension = (id: string, value: Buffer): Buffer =>
    sequence(oid(id), der(tags.boolean, Buffer.from([0xff])), octets(value))
  const body = sequence(
    context(0, integer(2)),
    integer(serial),
    algorithm,
    name,
    sequence(timeOf(now - dayMs), timeOf(now + validDays * dayMs)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    context(3, sequence(extension('2.5.29.19', sequence()), extension('2.5.29.15', der(tags.bitString, keyUsage)))),
  )
  const signature = sign('sha256', body, privateKey)
  const certificate = sequence(body, algorithm, der(tags.bitString, Buffer.from([0]), signature))
  const lines = certificate.toString('base64').replace(/.{64}/g, '$&\n')
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return `${key}-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
}

const timeOf = (at: number): Buffer =>
  der(
    tags.generalizedTime,
    Buffer.from(
      `${new Date(at)
        .toISOString()
        .replace(/[-:T]/g, '')
        .replace(/\.\d+Z$/, '')}Z`,
    ),
  )
