import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the simulator was configured with, as an institution would. */
export const ezdAccess = {
  webHost: 'ezd.urzad.example',
  entity: 'podmiot-1',
  keyId: 'klucz-1',
  apiKey: 'tajny klucz',
  position: 'stanowisko-1',
} as const

interface SimulatedDocument {
  readonly id: string
  readonly caseId: string
  readonly name: string
  bytes: Buffer
  readonly metadata: Map<string, string>
}

/** An EZD RP for tests, by the published contract of the Integrator API v2. */
export interface EzdSimulator {
  readonly origin: string
  readonly cases: ReadonlyMap<string, { readonly id: string; readonly title: string; readonly mark: string }>
  readonly documents: ReadonlyMap<string, SimulatedDocument>
  /** What a client did against the contract. */
  readonly violations: readonly string[]
  /** Refuses the next change with 400. */
  refuse(detail: string): void
  /** Founds a case as a clerk would. */
  addCase(title: string): string
  close(): Promise<void>
}

const hashed = (text: string): string => createHash('sha256').update(text).digest('base64')

export async function startEzdSimulator(): Promise<EzdSimulator> {
  const cases = new Map<string, { id: string; title: string; mark: string }>()
  const documents = new Map<string, SimulatedDocument>()
  const links = new Map<string, string>()
  const tokens = new Set<string>()
  const violations: string[] = []
  let refusal: string | null = null

  const addCase = (title: string): string => {
    const id = randomUUID()
    cases.set(id, { id, title, mark: `OR.0022.${cases.size + 1}.2026` })
    return id
  }

  const caseJson = ({ id, title, mark }: { id: string; title: string; mark: string }) => ({
    idSprawa: id,
    tytul: title,
    znak: mark,
    idPodmiotWlascicielBiznesowy: ezdAccess.entity,
    kategoriaArchiwalna: 'A',
    rokZalozenia: 2026,
    numer: 1,
  })

  const documentJson = ({ id, name, caseId }: SimulatedDocument) => {
    const dot = name.lastIndexOf('.')
    return {
      idDokumentPrzestrzeni: id,
      idDokument: `d-${id}`,
      idDokumentWersja: `w-${id}`,
      idPrzestrzenRobocza: `p-${caseId}`,
      // As the contract has it: the name without its ending.
      nazwa: dot > 0 ? name.slice(0, dot) : name,
      rozszerzenie: dot > 0 ? name.slice(dot) : '',
      dataUtworzenia: '2026-11-20T13:05:00Z',
    }
  }

  function token(body: Buffer): Reply {
    const form = new URLSearchParams(body.toString('utf8'))
    const time = form.get('rt') ?? ''
    const isRight =
      form.get('grant_type') === 'api_credentials' &&
      form.get('client_id') === `api_${hashed(ezdAccess.webHost)}` &&
      form.get('scope') === 'api.ezdrp.gov.pl' &&
      form.get('pid') === ezdAccess.entity &&
      form.get('aki') === ezdAccess.keyId &&
      form.get('akh') === hashed(`${time}${ezdAccess.apiKey}`)
    if (!isRight) return { status: 400, json: { error: 'invalid_grant' } }
    const value = randomUUID()
    tokens.add(value)
    return { status: 200, json: { access_token: value, expires_in: 3600, token_type: 'Bearer' } }
  }

  function uploaded(request: IncomingMessage, body: Buffer): { name: string; bytes: Buffer } | null {
    const boundary = /boundary=(.+)$/.exec(request.headers['content-type'] ?? '')?.[1]
    if (!boundary) return null
    const start = body.indexOf('\r\n\r\n')
    const head = body.subarray(0, start).toString('utf8')
    const end = body.lastIndexOf(`\r\n--${boundary}--`)
    const name = /name="files"; filename="([^"]+)"/.exec(head)?.[1]
    return name ? { name, bytes: Buffer.from(body.subarray(start + 4, end)) } : null
  }

  function change(work: () => Reply): Reply {
    if (refusal === null) return work()
    const detail = refusal
    refusal = null
    return { status: 400, json: { title: 'Bad Request', detail } }
  }

  function answer(request: IncomingMessage, url: URL, body: Buffer): Reply {
    const path = url.pathname
    if (path === '/connect/token') return token(body)
    const link = /^\/repozytorium\/(.+)$/.exec(path)?.[1]
    if (link !== undefined) {
      if (request.headers.authorization) violations.push('the token went to the repository of files')
      const document = documents.get(links.get(link) ?? '')
      return document ? { status: 200, bytes: document.bytes } : { status: 404, json: {} }
    }
    const bearer = request.headers.authorization?.replace(/^Bearer /, '') ?? ''
    if (!tokens.has(bearer)) return { status: 401, json: {} }
    if (request.headers['sid'] !== ezdAccess.position) return { status: 403, json: {} }
    const route = `${request.method} ${path.replace('/ezdrp/integrator/v2', '')}`
    const json = () => JSON.parse(body.toString('utf8'))

    if (route === 'POST /sprawy/_search') {
      const { status, tytulSprawy } = json()
      if (typeof status !== 'number') return { status: 400, json: { detail: 'status jest wymagany' } }
      const lista = [...cases.values()].filter(({ title }) => title.includes(tytulSprawy)).map(caseJson)
      return { status: 200, json: { lista, pageInfo: {} } }
    }
    if (route === 'POST /sprawy') {
      return change(() => {
        const { tytul, idWykaz, kategoriaArchiwalna, rokZalozenia } = json()
        if (!idWykaz || !kategoriaArchiwalna || !rokZalozenia || tytul.length > 500) {
          return { status: 400, json: { detail: 'brak wymaganych pól' } }
        }
        const made = cases.get(addCase(tytul))
        return made ? { status: 201, json: caseJson(made) } : { status: 500, json: {} }
      })
    }
    const ofCase = /^(GET|POST) \/sprawy\/([^/]+)(\/dokumenty)?$/.exec(route)
    if (ofCase) {
      const [, method, id = '', inside] = ofCase
      const found = cases.get(id)
      if (!found) return { status: 404, json: { detail: 'nie ma takiej sprawy' } }
      if (!inside) return { status: 200, json: caseJson(found) }
      if (method === 'GET') {
        const size = Number(url.searchParams.get('pageSize') ?? 25)
        const from = Number(url.searchParams.get('page') ?? 0) * size
        const lista = [...documents.values()].filter(({ caseId }) => caseId === id).map(documentJson)
        return { status: 200, json: { lista: lista.slice(from, from + size), pageInfo: {} } }
      }
      return change(() => {
        const file = uploaded(request, body)
        if (!file) return { status: 400, json: { detail: 'brak pliku' } }
        // Nothing here recognises a repetition: a file sent twice is there twice.
        const document = { id: randomUUID(), caseId: id, ...file, metadata: new Map<string, string>() }
        documents.set(document.id, document)
        return { status: 201, json: { lista: [documentJson(document)] } }
      })
    }
    const ofDocument = /^(\w+) \/dokumenty\/([^/]+)(\/link|\/metadane)?$/.exec(route)
    const document = documents.get(ofDocument?.[2] ?? '')
    if (ofDocument && !document) return { status: 404, json: { detail: 'nie ma takiego dokumentu' } }
    if (ofDocument && document) {
      const [, method, id = '', inside] = ofDocument
      if (method === 'GET' && inside === '/link') {
        const key = randomUUID()
        links.set(key, id)
        return { status: 200, json: { link: `http://${request.headers.host}/repozytorium/${key}` } }
      }
      if (method === 'PUT' && inside === '/metadane') {
        return change(() => {
          const { metadane } = json()
          for (const { klucz, wartosc } of metadane) document.metadata.set(klucz, wartosc)
          return { status: 200, json: { metadane } }
        })
      }
      if (method === 'GET' && !inside) return { status: 200, json: documentJson(document) }
    }
    if (route === 'GET /metadane/konfiguracja') return { status: 200, json: { lista: [] } }
    violations.push(`${route} is not meant to be sent`)
    return { status: 404, json: { detail: 'nieznana operacja' } }
  }

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.once('end', () => {
      const { status, json, bytes } = answer(request, new URL(request.url ?? '/', 'http://ezd'), Buffer.concat(chunks))
      const type = bytes ? 'application/octet-stream' : status < 300 ? 'application/json' : 'application/problem+json'
      response.writeHead(status, { 'Content-Type': type }).end(bytes ?? JSON.stringify(json))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    cases,
    documents,
    violations,
    refuse(detail) {
      refusal = detail
    },
    addCase,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface Reply {
  readonly status: number
  readonly json?: unknown
  readonly bytes?: Buffer
}
