/** The part of s3rver that the tests use; the package has no types. */
declare module 's3rver' {
  export default class S3rver {
    constructor(options: {
      readonly address: string
      readonly port: number
      readonly silent: boolean
      readonly directory: string
      readonly configureBuckets: readonly { readonly name: string; readonly configs: readonly string[] }[]
    })
    /** What each request goes through; the first one writes a log. */
    readonly middleware: unknown[]
    readonly store: { getSubresource: (bucket: string, key: string | undefined, kind: string) => Promise<unknown> }
    run(): Promise<{ readonly port: number }>
    close(): Promise<void>
  }
}
