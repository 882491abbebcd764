import type { Middleware } from 'koa'

/**
 * Answers what robots ask for first (RFC 9309): public pages may be read, where the office has them, and nothing else.
 */
export function robots(hasPublicPages: boolean): Middleware {
  const lines = ['User-agent: *', ...(hasPublicPages ? ['Allow: /public'] : []), 'Disallow: /', '']
  return (ctx, next) => {
    if (ctx.path !== '/robots.txt' || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next()
    ctx.set('Cache-Control', 'public, max-age=3600')
    ctx.type = 'text/plain; charset=utf-8'
    ctx.body = lines.join('\n')
  }
}
