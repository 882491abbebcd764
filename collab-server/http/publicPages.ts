import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  parseMaterialId,
  publicFileName,
  type BlobStore,
  type OfficeZone,
  type PublicMaterial,
} from '@glosa/domain/model'
import type { Context, Middleware } from 'koa'
import type { PublicMaterials } from '../commands/publication/publicMaterials.ts'
import { boardJson } from '../publicPages/boardJson.ts'
import { feed } from '../publicPages/feed.ts'
import type { PageParts, PublicOffice } from '../publicPages/layout.ts'
import { listPage } from '../publicPages/listPage.ts'
import { materialPage } from '../publicPages/materialPage.ts'
import { problemPage } from '../publicPages/problemPage.ts'
import { publicLanguages, publicWords, type PublicLanguage } from '../publicPages/publicWords.ts'
import type { RateLimit } from './limitRate.ts'

/** What the public pages need. */
export interface PublicPageParts {
  readonly materials: PublicMaterials
  readonly blobs: Pick<BlobStore, 'get'>
  /** Asked each time: the demo learns its address when it listens. */
  readonly office: () => PublicOffice
  readonly language: PublicLanguage
  readonly zone: () => Promise<OfficeZone>
  readonly limit: RateLimit
}

/** No script, nothing from elsewhere, no frames. */
const policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
/** What people attached never runs in our origin. */
const annexPolicy = "default-src 'none'; sandbox"
/** Our own PDF may be shown by the browser's viewer, which a sandbox would forbid. */
const pdfPolicy = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
/** A page may be kept for a minute: what is withdrawn is gone after that. */
const kept = 'public, max-age=60'

const style = readFileSync(join(import.meta.dirname, '..', 'publicPages', 'style.css'))

/** Whether the path is one of the public pages, there or not. */
export const isPublicPath = (path: string): boolean => path === '/public' || path.startsWith('/public/')

/** Pages for everybody, without signing in, without cookies and without scripts. */
export function publicPages(parts: PublicPageParts): Middleware {
  return async (ctx, next) => {
    if (!isPublicPath(ctx.path)) return next()
    ctx.set('Content-Security-Policy', policy)
    ctx.set('Referrer-Policy', 'no-referrer')
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') {
      ctx.status = 405
      ctx.set('Allow', 'GET, HEAD')
      return
    }
    if (!parts.limit.take(ctx.ip)) {
      ctx.set('Retry-After', '10')
      return answerProblem(ctx, pageParts(ctx, parts), 429, 'too-many')
    }
    await answer(ctx, parts)
  }
}

async function answer(ctx: Context, parts: PublicPageParts): Promise<void> {
  const page = pageParts(ctx, parts)
  const path = ctx.path.length > 1 ? ctx.path.replace(/\/$/, '') : ctx.path
  if (path === '/public/style.css') return answerBytes(ctx, style, 'text/css; charset=utf-8')
  const zone = await parts.zone()
  switch (path) {
    case '/public':
      return answerPage(ctx, listPage(page, await parts.materials.all(), queryOf(ctx), zone))
    case '/public/feed.atom':
      openToAll(ctx)
      return answerBytes(
        ctx,
        Buffer.from(feed(page, await parts.materials.all())),
        'application/atom+xml; charset=utf-8',
      )
    case '/public/board.jsonld': {
      const { office } = page
      if (office.id === null) break
      const board = boardJson(office, office.id, await parts.materials.all(), zone)
      openToAll(ctx)
      return answerBytes(ctx, Buffer.from(JSON.stringify(board)), 'application/ld+json; charset=utf-8')
    }
    default: {
      const [, id, rest] = /^\/public\/materials\/([^/]+)(?:\/(.+))?$/.exec(path) ?? []
      const materialId = id === undefined ? null : parseMaterialId(id)
      const material = materialId && (await parts.materials.find(materialId))
      if (!material) break
      if (rest === undefined) return answerPage(ctx, materialPage(page, material, zone))
      if (await answerFile(ctx, parts, material, rest)) return
    }
  }
  answerProblem(ctx, page, 404, 'not-found')
}

/** @returns false when there is no such file */
async function answerFile(
  ctx: Context,
  { blobs }: PublicPageParts,
  { copy, number }: PublicMaterial,
  rest: string,
): Promise<boolean> {
  if (!copy) return false
  const annex = copy.files.find(({ partId }) => rest === `annexes/${partId}`)
  if (!annex && rest !== 'document.pdf') return false
  const bytes = await blobs.get(annex ? annex.blob : copy.pdf)
  if (!bytes) return false
  const name = annex ? `${number}-${annex.partId}` : `${number}-v${copy.version}`
  const fileName = annex ? publicFileName({ partId: name, fileName: endings[annex.mediaType] ?? '' }) : `${name}.pdf`
  ctx.set('Content-Security-Policy', annex ? annexPolicy : pdfPolicy)
  ctx.set(
    'Content-Disposition',
    `${annex ? 'attachment' : 'inline'}; filename="${fileName.replaceAll(/[^\w.-]/g, '-')}"`,
  )
  answerBytes(ctx, Buffer.from(bytes), annex?.mediaType ?? 'application/pdf')
  return true
}

const endings: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'text/plain': '.txt',
  'text/csv': '.csv',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
  'application/vnd.oasis.opendocument.text': '.odt',
  'application/vnd.oasis.opendocument.spreadsheet': '.ods',
}

function pageParts(ctx: Context, parts: PublicPageParts): PageParts {
  const asked = typeof ctx.query['lang'] === 'string' ? ctx.query['lang'] : null
  // The office's own stands first: a browser that takes any language is shown that one.
  const accepted = ctx.acceptsLanguages([...new Set([parts.language, ...publicLanguages()])])
  const language = asked ?? (ctx.get('accept-language') && accepted ? accepted : parts.language)
  const query = new URLSearchParams(ctx.querystring)
  query.delete('lang')
  const path = `${ctx.path}${query.size > 0 ? `?${query}` : ''}`
  return { office: parts.office(), words: publicWords(language, parts.language), path }
}

function queryOf(ctx: Context): { readonly words: string; readonly page: number } {
  const { q, page } = ctx.query
  const words = typeof q === 'string' ? q.trim().slice(0, 200) : ''
  const number = typeof page === 'string' && /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1
  return { words, page: number }
}

function answerPage(ctx: Context, page: string): void {
  answerBytes(ctx, Buffer.from(page), 'text/html; charset=utf-8')
}

function answerProblem(ctx: Context, page: PageParts, status: 404 | 429, problem: 'not-found' | 'too-many'): void {
  ctx.status = status
  ctx.set('Cache-Control', 'no-store')
  ctx.vary('Accept-Language')
  ctx.type = 'text/html; charset=utf-8'
  ctx.set('Content-Language', page.words.language)
  ctx.body = problemPage(page, problem)
}

/** Open data may be read by the page of anybody. */
function openToAll(ctx: Context): void {
  ctx.set('Access-Control-Allow-Origin', '*')
  ctx.set('Cross-Origin-Resource-Policy', 'cross-origin')
}

function answerBytes(ctx: Context, bytes: Buffer, mediaType: string): void {
  ctx.status = 200
  ctx.type = mediaType
  ctx.vary('Accept-Language')
  ctx.set('Cache-Control', kept)
  ctx.set('ETag', `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`)
  if (ctx.fresh) {
    ctx.status = 304
    return
  }
  ctx.body = bytes
}
