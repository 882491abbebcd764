import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { OfficeLanguage } from '@glosa/domain/model'
import type { Middleware } from 'koa'
import { pageIn } from './pageIn.ts'

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json',
}

interface StaticFile {
  readonly bytes: Buffer
  readonly mediaType: string
  readonly tag: string
  readonly hashed: boolean
  encoded: { readonly br: Buffer; readonly gzip: Buffer } | null
}

/**
 * Serves the built web application from memory: only files that were there at the start exist,
 * so no path leads out of the folder. Unknown paths without an extension get the page itself,
 * which tells the browser the language of the office.
 */
export async function staticFiles(folder: string, language: OfficeLanguage): Promise<Middleware> {
  const files = new Map<string, StaticFile>()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    },
  )
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const stored = await readFile(path)
    const bytes = path === join(folder, 'index.html') ? pageIn(language, stored) : stored
    files.set(`/${relative(folder, path).split(sep).join('/')}`, {
      bytes,
      mediaType: mediaTypes[extname(entry.name)] ?? 'application/octet-stream',
      tag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
      hashed: path.includes(`${sep}assets${sep}`),
      encoded: null,
    })
  }
  return async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next()
    if (/^\/(api|rooms|health|metrics)(\/|$)/.test(ctx.path)) return next()
    const file = files.get(ctx.path) ?? (extname(ctx.path) === '' ? files.get('/index.html') : undefined)
    if (!file) return next()
    ctx.set('ETag', file.tag)
    ctx.set('Cache-Control', file.hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    ctx.type = file.mediaType
    ctx.status = 200
    if (ctx.fresh) {
      ctx.status = 304
      return
    }
    const isText = /^(text|image\/svg|application\/(json|manifest))/.test(file.mediaType) && file.bytes.length > 1024
    const encoding = isText ? ctx.acceptsEncodings('br', 'gzip', 'identity') : 'identity'
    if (encoding === 'br' || encoding === 'gzip') {
      file.encoded ??= {
        br: brotliCompressSync(file.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
        gzip: gzipSync(file.bytes),
      }
      ctx.set('Content-Encoding', encoding)
      ctx.vary('Accept-Encoding')
      ctx.body = file.encoded[encoding]
    } else ctx.body = file.bytes
  }
}
