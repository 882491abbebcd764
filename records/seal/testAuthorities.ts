import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A certification authority, a timestamp authority and what they issued, by openssl on this machine; for tests. */
export interface TestAuthorities {
  readonly folder: string
  readonly timestampUrl: string
  readonly host: string
  /** A file of the folder: `root.crt`, `int.crt`, `seal.p12`, `sealec.p12`, … */
  readonly file: (name: string) => Promise<Buffer>
  /** Enters a certificate as revoked; from then on OCSP and the list say so. */
  readonly revoke: (name: string) => Promise<void>
  /** Gives the timestamp authority a new key, with a certificate for so many days. */
  readonly renewTimestampKey: (days: number) => Promise<void>
  /** How the timestamp authority answers from now on. */
  answerWith: 'timestamps' | 'refusals' | 'garbage' | 'nothing' | 'replay' | 'outage'
  readonly asked: string[]
  close(): Promise<void>
}

export const sealPassword = 'heslo k pečeti'

/**
 * Starts the authorities. Everything is made anew, so nothing of it is valid for long or outside.
 */
export async function startTestAuthorities(): Promise<TestAuthorities> {
  const folder = await mkdtemp(path.join(tmpdir(), 'glosa-authorities-'))
  const file = (name: string): Promise<Buffer> => readFile(path.join(folder, name))
  const openssl = (...args: string[]) => run('openssl', args, { cwd: folder })
  const asked: string[] = []
  let counter = 0
  let lastReply: Buffer | null = null
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
    void answer(request).then(
      ({ status, type, body }) => response.writeHead(status, { 'Content-Type': type }).end(body),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })

  const answer = async (request: IncomingMessage): Promise<{ status: number; type: string; body: Buffer }> => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    const name = `q${(counter += 1)}`
    const query = path.join(folder, name)
    await writeFile(query, Buffer.concat(pieces))
    switch (request.url) {
      case '/tsa': {
        if (authorities.answerWith === 'outage') return { status: 503, type: 'text/plain', body: Buffer.from('away') }
        if (authorities.answerWith === 'nothing') return new Promise(() => undefined)
        const type = 'application/timestamp-reply'
        if (authorities.answerWith === 'garbage') return { status: 200, type, body: Buffer.from('Bad Gateway') }
        // A request of an impossible version is what the authority refuses.
        if (authorities.answerWith === 'refusals') await writeFile(query, Buffer.concat(pieces).fill(9, 2, 5))
        if (authorities.answerWith === 'replay' && lastReply) return { status: 200, type, body: lastReply }
        await openssl('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', name, '-out', `${name}.reply`)
        lastReply = await file(`${name}.reply`)
        return { status: 200, type, body: lastReply }
      }
      case '/ocsp': {
        const signer = ['-CA', 'int.crt', '-rsigner', 'int.crt', '-rkey', 'int.key']
        await openssl(
          'ocsp',
          '-index',
          'index.txt',
          ...signer,
          '-ndays',
          '1',
          '-reqin',
          name,
          '-respout',
          `${name}.reply`,
        )
        return { status: 200, type: 'application/ocsp-response', body: await file(`${name}.reply`) }
      }
      case '/root.crl':
      case '/int.crl':
        return { status: 200, type: 'application/pkix-crl', body: await file(request.url.slice(1)) }
      default:
        return { status: 404, type: 'text/plain', body: Buffer.from('not here') }
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  await writeFile(path.join(folder, 'ca.cnf'), configuration(origin))
  await writeFile(path.join(folder, 'tsa.cnf'), timestampConfiguration)
  for (const [name, text] of [
    ['index.txt', ''],
    ['index.txt.attr', 'unique_subject = no\n'],
    ['serial', '1000\n'],
    ['crlnumber', '01\n'],
    ['tsaserial', '01\n'],
  ] as const) {
    await writeFile(path.join(folder, name), text)
  }
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']
  const self = ['-x509', '-days', '30', '-keyout', 'root.key', '-out', 'root.crt', '-extensions', 'root']
  await openssl('req', ...ec, '-nodes', ...self, '-subj', '/C=CZ/O=Test/CN=Test Root CA', '-config', 'ca.cnf')
  const issue = async (
    name: string,
    extensions: string,
    ca: string,
    subject: string,
    key = ec,
    more: readonly string[] = [],
  ): Promise<void> => {
    const request = ['-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', subject, '-config', 'ca.cnf', '-utf8']
    await openssl('req', '-new', ...key, '-nodes', ...request)
    const by = ['-cert', `${ca}.crt`, '-keyfile', `${ca}.key`, '-extfile', 'ca.cnf', '-extensions', extensions]
    await openssl(
      'ca',
      '-batch',
      '-notext',
      '-config',
      'ca.cnf',
      '-in',
      `${name}.csr`,
      '-out',
      `${name}.crt`,
      ...by,
      ...more,
      '-utf8',
    )
  }
  await issue('int', 'int', 'root', '/C=CZ/O=Test/CN=Test Issuing CA')
  const office = '/C=CZ/O=Podhorský kraj/organizationIdentifier=NTRCZ-00000001'
  await issue('seal', 'seal', 'int', `${office}/CN=Elektronická pečeť kraje`, ['-newkey', 'rsa:2048'])
  await issue('sealec', 'seal', 'int', `${office}/CN=Pečeť na eliptické křivce`)
  await issue('person', 'person', 'int', '/C=CZ/O=Podhorský kraj/CN=Mgr. Hejtmanka Krajová')
  await issue('tsa', 'tsa', 'int', '/C=CZ/O=Test TSA/CN=Test TSU 1')
  await writeFile(path.join(folder, 'chain.crt'), Buffer.concat([await file('int.crt'), await file('root.crt')]))
  for (const [name, options] of [
    ['seal', []],
    ['sealec', []],
    ['person', []],
    // The ciphers of old exports: RC2 and 3DES.
    ['seal-legacy', ['-legacy']],
  ] as const) {
    const key = name.replace('-legacy', '')
    const parts = ['-inkey', `${key}.key`, '-in', `${key}.crt`, '-certfile', 'chain.crt', '-out', `${name}.p12`]
    await openssl('pkcs12', '-export', ...options, ...parts, '-passout', `pass:${sealPassword}`)
  }
  const list = async (ca: string): Promise<void> => {
    await openssl(
      'ca',
      '-config',
      'ca.cnf',
      '-gencrl',
      '-cert',
      `${ca}.crt`,
      '-keyfile',
      `${ca}.key`,
      '-out',
      `${ca}.pem`,
    )
    await openssl('crl', '-in', `${ca}.pem`, '-outform', 'DER', '-out', `${ca}.crl`)
  }
  await list('root')
  await list('int')

  const authorities: TestAuthorities = {
    folder,
    timestampUrl: `${origin}/tsa`,
    host: `127.0.0.1:${port}`,
    file,
    async revoke(name) {
      await openssl('ca', '-config', 'ca.cnf', '-revoke', `${name}.crt`, '-cert', 'int.crt', '-keyfile', 'int.key')
      await list('int')
    },
    async renewTimestampKey(days) {
      await issue('tsa', 'tsa', 'int', '/C=CZ/O=Test TSA/CN=Test TSU 2', ec, ['-days', String(days)])
    },
    answerWith: 'timestamps',
    asked,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true, force: true })
    },
  }
  return authorities
}

const configuration = (origin: string): string => `[ca]
default_ca=d
[d]
dir=.
database=index.txt
new_certs_dir=.
serial=serial
crlnumber=crlnumber
default_md=sha256
default_days=20
default_crl_days=10
policy=p
unique_subject=no
copy_extensions=none
[p]
countryName=optional
organizationName=optional
organizationIdentifier=optional
commonName=supplied
[req]
distinguished_name=dn
prompt=no
[dn]
CN=x
[root]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
[int]
basicConstraints=critical,CA:TRUE,pathlen:0
keyUsage=critical,keyCertSign,cRLSign,digitalSignature
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
crlDistributionPoints=URI:${origin}/root.crl
[seal]
basicConstraints=CA:FALSE
keyUsage=critical,digitalSignature,nonRepudiation
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
crlDistributionPoints=URI:${origin}/int.crl
authorityInfoAccess=OCSP;URI:${origin}/ocsp
qcStatements=ASN1:SEQUENCE:qseal
[person]
basicConstraints=CA:FALSE
keyUsage=critical,digitalSignature,nonRepudiation
crlDistributionPoints=URI:${origin}/int.crl
qcStatements=ASN1:SEQUENCE:qperson
[qseal]
compliance=SEQUENCE:compliance
type=SEQUENCE:qseal_type
[qperson]
compliance=SEQUENCE:compliance
[compliance]
id=OID:0.4.0.1862.1.1
[qseal_type]
id=OID:0.4.0.1862.1.6
types=SEQUENCE:qseal_types
[qseal_types]
one=OID:0.4.0.1862.1.6.2
[tsa]
basicConstraints=CA:FALSE
keyUsage=critical,digitalSignature,nonRepudiation
extendedKeyUsage=critical,timeStamping
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
crlDistributionPoints=URI:${origin}/int.crl
`

const timestampConfiguration = `[tsa]
default_tsa=t
[t]
dir=.
serial=tsaserial
crypto_device=builtin
signer_cert=tsa.crt
certs=int.crt
signer_key=tsa.key
signer_digest=sha256
default_policy=1.2.3.4.1
digests=sha256,sha384,sha512
accuracy=secs:1
ordering=yes
tsa_name=yes
ess_cert_id_chain=no
ess_cert_id_alg=sha256
`
