import { statusOf, type Problem } from '@glosa/domain/contract'
import type { Refused } from '@glosa/domain/model'
import type { Context } from 'koa'

/** Answers a refusal as RFC 9457 problem+json: code and details, never text from inside. */
export function answerProblem(ctx: Context, { refused: code, detail }: Refused): void {
  const status = statusOf[code]
  const problem: Problem = {
    type: `urn:glosa:problem:${code}`,
    title: code.replaceAll('-', ' '),
    status,
    code,
    ...(detail ? { detail: { ...detail } } : {}),
    requestId: String(ctx.state['requestId'] ?? ''),
  }
  ctx.status = status
  ctx.body = JSON.stringify(problem)
  ctx.type = 'application/problem+json'
  if (status === 429 || status === 503) ctx.set('Retry-After', '5')
}

/** Answers a bug or an outage: nothing from inside but the number of the request. */
export function answerFault(ctx: Context): void {
  ctx.status = 500
  ctx.body = JSON.stringify({
    type: 'urn:glosa:problem:internal',
    title: 'internal error',
    status: 500,
    code: 'internal',
    requestId: String(ctx.state['requestId'] ?? ''),
  })
  ctx.type = 'application/problem+json'
}
