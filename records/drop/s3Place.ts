import { AwsV4Signer } from 'aws4fetch'
import { AnswerLost, NotSent, type HttpAnswer, type HttpRequest, type HttpSend } from '../http/outgoing.ts'
import { sha256Of } from '../versionHash.ts'
import { PlaceAway, type DropPlace, type OpenPlace } from './dropPlace.ts'

export interface S3Options {
  /** Origin of the service; the bucket goes into the path, so that any S3-compatible server fits. */
  readonly url: string
  readonly bucket: string
  readonly region: string
  /** Beginning of every key, e.g. "glosa/". */
  readonly prefix: string
  readonly accessKey: string
  readonly secretKey: string
  readonly send: HttpSend
}

/** A bucket of an S3-compatible store. A put is whole or not there at all. */
export function s3Place(options: S3Options): DropPlace {
  const { bucket, prefix, region, accessKey, secretKey, send } = options
  const root = options.url.replace(/\/+$/, '')
  /** The key that signs is derived once for each day. */
  const cache = new Map<string, ArrayBuffer>()
  const urlOf = (name: string): string =>
    `${root}/${encodeURIComponent(bucket)}/${`${prefix}${name}`.split('/').map(encodeURIComponent).join('/')}`

  async function ask(
    operation: string,
    method: HttpRequest['method'],
    name: string,
    headers: Readonly<Record<string, string>> = {},
    body?: Uint8Array,
  ): Promise<HttpAnswer> {
    const signer = new AwsV4Signer({
      method,
      url: urlOf(name),
      headers: { ...headers, 'x-amz-content-sha256': sha256Of(body ?? new Uint8Array()) },
      accessKeyId: accessKey,
      secretAccessKey: secretKey,
      region,
      service: 's3',
      cache,
    })
    const signed = await signer.sign()
    try {
      const answer = await send({
        method,
        url: signed.url.toString(),
        headers: Object.fromEntries(signed.headers),
        operation,
        ...(body ? { body } : {}),
      })
      if (answer.status === 404 || isOfS3(operation, answer)) return answer
      if (answer.status < 300) throw new PlaceAway(`${operation} was answered by something else`)
      throw new PlaceAway(`${operation} was answered ${answer.status}`)
    } catch (error) {
      if (error instanceof NotSent || error instanceof AnswerLost) throw new PlaceAway(error.message)
      throw error
    }
  }

  /** An answer of the store itself, not the page of a server in between. */
  const isOfS3 = (operation: string, { status, headers, body }: HttpAnswer): boolean => {
    if (status < 200 || status >= 300) return false
    if (operation === 'CopyObject') return Buffer.from(body).includes('CopyObjectResult')
    return headers.etag !== undefined || (status === 204 && operation === 'DeleteObject')
  }

  const exists = async (name: string): Promise<boolean> => (await ask('HeadObject', 'HEAD', name)).status !== 404
  const place: OpenPlace = {
    exists,
    async put(name, bytes) {
      const answer = await ask('PutObject', 'PUT', name, { 'content-type': 'application/octet-stream' }, bytes)
      if (answer.status === 404) throw new PlaceAway('the bucket does not exist')
    },
    async get(name) {
      const answer = await ask('GetObject', 'GET', name)
      return answer.status === 404 ? null : answer.body
    },
    async move(from, to) {
      const source = `/${encodeURIComponent(bucket)}/${`${prefix}${from}`.split('/').map(encodeURIComponent).join('/')}`
      const copied = await ask('CopyObject', 'PUT', to, { 'x-amz-copy-source': source })
      if (copied.status === 404) return
      await ask('DeleteObject', 'DELETE', from)
    },
  }
  return { endpoint: `${root}/${bucket}/${prefix}`, use: (work) => work(place) }
}
