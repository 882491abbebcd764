import { randomUUID } from 'node:crypto'
import type { DeliveryOutcome } from '@glosa/domain/model'
import { notProcessed } from '../http/failure.ts'
import type { HttpAnswer, HttpSend } from '../http/outgoing.ts'

/** Where a CMIS repository is (browser binding, OASIS CMIS 1.1 § 5). */
export interface CmisOptions {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly send: HttpSend
  /** Repository id; the only one when `null`. */
  readonly repository: string | null
}

/** An object as the repository tells it in short. */
export interface CmisObject {
  readonly id: string
  readonly name: string
  readonly properties: Readonly<Record<string, unknown>>
  /** The answer that told it. */
  readonly answer: HttpAnswer
}

/** An answer that is not a good one. */
export class CmisProblem extends Error {
  override readonly name = 'CmisProblem'
  /** Name of the exception by the standard; `null` for everything that is not an answer of the repository. */
  readonly exception: string | null
  readonly outcome: Exclude<DeliveryOutcome, { type: 'accepted' }>

  constructor(exception: string | null, outcome: CmisProblem['outcome']) {
    super('problem' in outcome ? outcome.problem : outcome.reason)
    this.exception = exception
    this.outcome = outcome
  }
}

type Properties = Readonly<Record<string, string | readonly string[]>>

const unclear = (what: string) =>
  new CmisProblem(null, {
    type: 'uncertain',
    code: 'answer-unclear',
    problem: `the answer cannot be understood (${what})`,
  })

/** Speaks the browser binding: forms go there, JSON comes back. */
export function browserBinding({ url, headers, send, repository }: CmisOptions) {
  let known: { readonly repositoryUrl: string; readonly rootFolderUrl: string } | null = null

  async function ask(operation: string, address: string, deliveryId: string | null): Promise<HttpAnswer> {
    return checked(await send({ method: 'GET', url: address, headers, operation, deliveryId }))
  }

  async function addresses(deliveryId: string | null) {
    if (known) return known
    const answer = await ask('getRepositoryInfos', url, deliveryId)
    const found = Object.entries(objectIn(answer)).filter(([id]) => repository === null || id === repository)
    const [first, ...others] = found
    const facts: unknown = first?.[1]
    if (others.length > 0 || !isObject(facts)) throw unclear('no repository, or more than one')
    known = {
      repositoryUrl: sameOrigin(url, facts['repositoryUrl']),
      rootFolderUrl: sameOrigin(url, facts['rootFolderUrl']),
    }
    return known
  }

  const withQuery = (address: string, query: Readonly<Record<string, string>>): string => {
    const target = new URL(address)
    for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value)
    return target.toString()
  }

  async function post(
    operation: string,
    address: string,
    fields: readonly (readonly [string, string])[],
    deliveryId: string,
    file?: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array },
  ): Promise<HttpAnswer> {
    const boundary = `glosa-${randomUUID()}`
    const answer = await send({
      method: 'POST',
      url: address,
      headers: { ...headers, 'Content-Type': `multipart/form-data; boundary=${boundary}` },
      body: multipart(
        boundary,
        [['_charset_', 'UTF-8'], ['cmisaction', operation], ['succinct', 'true'], ...fields],
        file,
      ),
      operation,
      deliveryId,
    })
    return checked(answer)
  }

  return {
    /** By path or id. @returns `null` when there is no such object */
    async find(
      place: { readonly path: string } | { readonly id: string },
      deliveryId: string | null,
    ): Promise<CmisObject | null> {
      const { rootFolderUrl } = await addresses(deliveryId)
      const query = { cmisselector: 'object', succinct: 'true' }
      const address =
        'path' in place
          ? withQuery(`${rootFolderUrl}${place.path.split('/').map(encodeURIComponent).join('/')}`, query)
          : withQuery(rootFolderUrl, { ...query, objectId: place.id })
      try {
        return objectOf(await ask('getObject', address, deliveryId))
      } catch (error) {
        if (error instanceof CmisProblem && error.exception === 'objectNotFound') return null
        throw error
      }
    },

    async children(folderId: string, deliveryId: string): Promise<ReadonlyMap<string, string>> {
      const { rootFolderUrl } = await addresses(deliveryId)
      const found = new Map<string, string>()
      for (let skip = 0; ; skip = found.size) {
        const query = {
          cmisselector: 'children',
          succinct: 'true',
          objectId: folderId,
          maxItems: '500',
          skipCount: String(skip),
        }
        const answer = objectIn(await ask('getChildren', withQuery(rootFolderUrl, query), deliveryId))
        const objects = answer['objects']
        if (!Array.isArray(objects)) throw unclear('no list of children')
        for (const each of objects) {
          const { id, name } = factsOf(isObject(each) ? each['object'] : null)
          found.set(name, id)
        }
        if (answer['hasMoreItems'] !== true || objects.length === 0) return found
      }
    },

    async createFolder(parentId: string, properties: Properties, deliveryId: string): Promise<CmisObject> {
      const { rootFolderUrl } = await addresses(deliveryId)
      const fields: (readonly [string, string])[] = [['objectId', parentId], ...fieldsOf(properties)]
      return objectOf(await post('createFolder', rootFolderUrl, fields, deliveryId))
    },

    async createDocument(
      parentId: string,
      properties: Properties,
      file: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array },
      deliveryId: string,
    ): Promise<CmisObject> {
      const { rootFolderUrl } = await addresses(deliveryId)
      const fields: (readonly [string, string])[] = [['objectId', parentId], ...fieldsOf(properties)]
      return objectOf(await post('createDocument', rootFolderUrl, fields, deliveryId, file))
    },

    async createRelationship(properties: Properties, deliveryId: string): Promise<void> {
      const { repositoryUrl } = await addresses(deliveryId)
      await post('createRelationship', repositoryUrl, fieldsOf(properties), deliveryId)
    },

    /** Ids that relationships of this type lead to from an object. */
    async relatedTo(sourceId: string, typeId: string, deliveryId: string): Promise<readonly string[]> {
      const { rootFolderUrl } = await addresses(deliveryId)
      const query = {
        cmisselector: 'relationships',
        succinct: 'true',
        objectId: sourceId,
        typeId,
        relationshipDirection: 'source',
        includeSubRelationshipTypes: 'true',
      }
      const { objects } = objectIn(await ask('getObjectRelationships', withQuery(rootFolderUrl, query), deliveryId))
      if (!Array.isArray(objects)) throw unclear('no list of relationships')
      return objects.map((each) => {
        const { properties } = factsOf(each)
        return String(properties['cmis:targetId'] ?? '')
      })
    },

    /** The bytes of a document. */
    async content(documentId: string, deliveryId: string, mediaType = 'text/html'): Promise<Uint8Array> {
      const { rootFolderUrl } = await addresses(deliveryId)
      const query = { cmisselector: 'content', objectId: documentId }
      const { body, headers: kept } = await ask('getContentStream', withQuery(rootFolderUrl, query), deliveryId)
      // Servers in between answer with pages of their own, and call them good.
      const isPage = /^text\/html\b/.test(kept['content-type'] ?? '')
      if (isPage && !mediaType.startsWith('text/html')) throw unclear('a page instead of a file')
      return body
    },

    forget(): void {
      known = null
    },
  }
}

/** The repository may not send us, and our password, to another host. */
function sameOrigin(url: string, address: unknown): string {
  if (typeof address !== 'string' || !URL.canParse(address)) throw unclear('no address of the repository')
  if (new URL(address).origin !== new URL(url).origin) {
    throw new CmisProblem(null, {
      type: 'retry',
      code: 'settings-wrong',
      problem: 'the repository names an address at another host',
    })
  }
  return address
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function objectIn({ body, status }: HttpAnswer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
    if (isObject(value)) return value
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw unclear(`status ${status}, no JSON`)
}

function objectOf(answer: HttpAnswer): CmisObject {
  return { ...factsOf(objectIn(answer)), answer }
}

function factsOf(object: unknown): Omit<CmisObject, 'answer'> {
  const properties = isObject(object) ? object['succinctProperties'] : null
  if (!isObject(properties)) throw unclear('no object')
  const { 'cmis:objectId': id, 'cmis:name': name } = properties
  if (typeof id !== 'string') throw unclear('an object without an id')
  return { id, name: typeof name === 'string' ? name : '', properties }
}

/** Exceptions after which nothing was changed and never will be without somebody's help. */
const forGood = [
  'invalidArgument',
  'constraint',
  'contentAlreadyExists',
  'filterNotValid',
  'nameConstraintViolation',
  'notSupported',
  'objectNotFound',
  'streamNotSupported',
  'versioning',
]

/** @throws CmisProblem for every answer that is not a good one */
function checked(answer: HttpAnswer): HttpAnswer {
  const { status } = answer
  if (status === 200 || status === 201) return answer
  const exception = exceptionIn(answer)
  if (exception && exception.name === 'permissionDenied') {
    throw new CmisProblem(exception.name, {
      type: 'retry',
      code: 'access-refused',
      problem: `access refused (${exception.text})`,
    })
  }
  const refused = notProcessed(answer)
  if (refused && !exception) throw new CmisProblem(null, refused)
  if (exception && forGood.includes(exception.name)) {
    throw new CmisProblem(exception.name, {
      type: 'rejected',
      code: 'refused',
      reason: `${exception.name}: ${exception.text}`,
    })
  }
  throw new CmisProblem(exception?.name ?? null, {
    type: 'uncertain',
    code: 'system-failed',
    problem: exception ? `${exception.name}: ${exception.text}` : `status ${status}`,
  })
}

function exceptionIn({ body }: HttpAnswer): { readonly name: string; readonly text: string } | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
    if (!isObject(value) || typeof value['exception'] !== 'string') return null
    return { name: value['exception'], text: String(value['message'] ?? '').slice(0, 300) }
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Properties as fields of a form: propertyId[0], propertyValue[0], propertyValue[1][0] … */
function fieldsOf(properties: Properties): readonly (readonly [string, string])[] {
  return Object.entries(properties).flatMap(([id, value], index): (readonly [string, string])[] => [
    [`propertyId[${index}]`, id],
    ...(typeof value === 'string'
      ? [[`propertyValue[${index}]`, value] as const]
      : value.map((each, place) => [`propertyValue[${index}][${place}]`, each] as const)),
  ])
}

function multipart(
  boundary: string,
  fields: readonly (readonly [string, string])[],
  file?: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array },
): Uint8Array {
  const parts: Uint8Array[] = fields.map(([name, value]) =>
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n${value}\r\n`,
      'utf8',
    ),
  )
  if (file) {
    parts.push(
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="content"; filename="${file.name}"\r\n` +
          `Content-Type: ${file.mediaType}\r\nContent-Transfer-Encoding: binary\r\n\r\n`,
        'utf8',
      ),
      file.bytes,
      Buffer.from('\r\n', 'utf8'),
    )
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`, 'utf8'))
  return Buffer.concat(parts)
}
