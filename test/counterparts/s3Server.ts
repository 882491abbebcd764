import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import S3rver from 's3rver'
import { quickRoot } from '../support/quickRoot.ts'

/** A real S3-compatible server on loopback, with one bucket. */
export interface S3Server {
  readonly origin: string
  readonly bucket: string
  readonly accessKey: string
  readonly secretKey: string
  /** Names of everything in the bucket, sorted. */
  keys(): Promise<readonly string[]>
  close(): Promise<void>
}

/** How s3rver ends the name of the file that holds an object. */
const objectEnd = '._S3rver_object'

export async function startS3Server(): Promise<S3Server> {
  const directory = await mkdtemp(join(quickRoot, 'glosa-s3-'))
  const bucket = 'spisovka'
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: bucket, configs: [] }],
  })
  // A log that nobody reads, and files that are looked for at each request and are not there (web pages of a bucket,
  // rules for browsers), take half of its time.
  server.middleware.shift()
  server.store.getSubresource = async () => null
  const { port } = await server.run()
  // It removes the folder of an object that was the last one there, even under the hands of who puts another there; a
  // file that is no object keeps the folders.
  for (const folder of ['incomplete', 'outgoing', 'deposited']) {
    const path = join(directory, bucket, 'glosa', folder)
    await mkdir(path, { recursive: true })
    await writeFile(join(path, '.keep'), '')
  }
  return {
    origin: `http://127.0.0.1:${port}`,
    bucket,
    // The only pair of keys that s3rver knows.
    accessKey: 'S3RVER',
    secretKey: 'S3RVER',
    async keys() {
      const files = await readdir(join(directory, bucket), { recursive: true })
      return files.flatMap((file) => (file.endsWith(objectEnd) ? [file.slice(0, -objectEnd.length)] : [])).toSorted()
    },
    async close() {
      await server.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
