import { Agent, request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import { commonRefusals, problem, statusOf, type Problem, type Route } from '@glosa/domain/contract'
import { refusalCodes, type RefusalCode } from '@glosa/domain/model'
import { expect } from 'vitest'

/** A request byte for byte: nothing is encoded, added or checked on the way. */
export interface Question {
  readonly method: string
  /** With the query, as it goes on the wire. */
  readonly path: string
  readonly headers?: OutgoingHttpHeaders
  readonly body?: Uint8Array | string
}

/** What came back. */
export interface Reply {
  readonly status: number
  readonly contentType: string
  readonly text: string
}

/** Connections are kept, as browsers do: only then does the answer to an upload that is too large always arrive. */
const agent = new Agent({ keepAlive: true })

/** Asks a server on this machine. */
export function ask(port: number, { method, path, headers = {}, body }: Question): Promise<Reply> {
  return new Promise((resolve, reject) => {
    let isAnswered = false
    const asking = request({ host: '127.0.0.1', port, method, path, headers, agent }, (answer) => {
      isAnswered = true
      read(answer).then(resolve, reject)
    })
    // A server may answer and hang up before it has read everything; then the answer counts.
    asking.on('error', (error) => {
      if (!isAnswered) reject(error)
    })
    asking.end(body)
  })
}

async function read(answer: IncomingMessage): Promise<Reply> {
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk as Buffer)
  return {
    status: answer.statusCode ?? 0,
    contentType: answer.headers['content-type'] ?? '',
    text: Buffer.concat(chunks).toString(),
  }
}

/** Asserts that the answer is a refusal of the route: a problem with a known code and nothing from inside. */
export function expectProblem(route: Route | null, reply: Reply): Problem & { code: RefusalCode } {
  expect(reply.status, reply.text).toBeGreaterThanOrEqual(400)
  expect(reply.status, reply.text).toBeLessThan(500)
  expect(reply.contentType).toMatch(/^application\/problem\+json/)
  const told = problem.strict().parse(JSON.parse(reply.text))
  const code = refusalCodes.find((known) => known === told.code)
  if (code === undefined) throw new Error(`unknown refusal: ${reply.text}`)
  expect(told.status).toBe(reply.status)
  expect(statusOf[code]).toBe(reply.status)
  expect(reply.text).not.toMatch(/node_modules|node:internal|\.ts[:"]|\bat \w+.*\(|Error:|SQLITE|Mongo/)
  if (route) expect([...commonRefusals, ...route.refusals], `${route.method} ${route.path}`).toContain(code)
  return { ...told, code }
}
