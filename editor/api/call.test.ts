import { refused } from '@glosa/domain/model'
import type { MaterialId } from '@glosa/domain/model'
import { describe, expect, it, vi } from 'vitest'
import { callWith } from './call.ts'
import { isFailure, offline, UnreadableAnswer } from './outcome.ts'

const materialId = 'aaaaaaaaaaaaaaaaaaaa' as MaterialId
const session = {
  sessionId: 'ssssssssssssssssssss',
  person: { id: 'demo:1', login: 'novak', displayName: 'Jan Novák', email: null, unitId: null, roles: ['staff'] },
  unitName: null,
  expiresAt: 1,
  standsFor: [],
  level: 'full',
}
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })
const problem = (code: string, status: number, detail?: object) =>
  json({ type: 'about:blank', title: code, status, code, ...(detail ? { detail } : {}) }, status)

/** A server on paper: `answer` says what it says; what it was asked is written down. */
function paper(
  answer: (line: string, count: number) => Response | Promise<Response>,
  onStepUp: () => Promise<boolean> = () => Promise.resolve(false),
) {
  const asked: { line: string; init: RequestInit }[] = []
  let ended = 0
  const reached: boolean[] = []
  const call = callWith({
    fetch: (url, init = {}) => {
      const line = `${init.method} ${String(url)}`
      asked.push({ line, init })
      const count = asked.filter((other) => other.line === line).length
      return Promise.resolve().then(() => answer(line, count))
    },
    onSessionEnded: () => {
      ended += 1
    },
    onStepUp,
    onReach: (now) => {
      reached.push(now)
    },
  })
  return {
    call,
    reached,
    lines: () => asked.map(({ line }) => line),
    init: (index: number) => asked[index]?.init,
    ended: () => ended,
  }
}

describe('asking the server', () => {
  it('[UI7] gives the answer, parsed by the contract', async () => {
    const { call, lines } = paper(() => json({ cards: [], total: 0, unknownToThisVersion: true }))
    const answer = await call('listMaterials', { query: { query: 'vyhláška & noc', limit: 10 } })
    expect(answer).toEqual({ cards: [], total: 0 })
    expect(lines()).toEqual(['GET /api/v1/materials?query=vyhl%C3%A1%C5%A1ka+%26+noc&limit=10'])
  })

  it('[UI7] fills parameters into the path and sends the body as JSON', async () => {
    const { call, lines, init } = paper(() => json({ sequence: 4 }))
    expect(await call('renameMaterial', { params: { materialId }, body: { title: 'Nový' } })).toEqual({ sequence: 4 })
    expect(lines()).toEqual([`PATCH /api/v1/materials/${materialId}`])
    expect(init(0)?.body).toBe('{"title":"Nový"}')
    expect(new Headers(init(0)?.headers).get('content-type')).toBe('application/json')
  })

  it('[UI7] sends a file as it is and brings a file as bytes', async () => {
    const up = paper(() => json({ sequence: 5 }, 201))
    const file = new Blob(['x'], { type: 'application/pdf' })
    await up.call('addAnnex', { params: { materialId }, query: { title: 'P', fileName: 'p.pdf' }, body: file })
    expect(up.init(0)?.body).toBe(file)
    expect(new Headers(up.init(0)?.headers).get('content-type')).toBe('application/pdf')
    const down = paper(() => new Response(new Uint8Array([1, 2])))
    expect(await down.call('readVersion', { params: { materialId, version: 1 } })).toEqual(new Uint8Array([1, 2]))
  })

  it('[UI7] gives null when there is nothing to answer', async () => {
    const { call } = paper(() => new Response(null, { status: 204 }))
    expect(await call('signOut')).toBeNull()
  })

  it('[UI7] gives a refusal with its code and detail, not an exception', async () => {
    const { call } = paper(() => problem('comments-unsettled', 409, { count: 3 }))
    const outcome = await call('lockMaterial', { params: { materialId } })
    expect(outcome).toEqual(refused('comments-unsettled', { count: 3 }))
    expect(isFailure(outcome)).toBe(true)
  })

  it('[UI8] tells a lost connection from a refusal, and notes when the server is back', async () => {
    const { call, reached } = paper((_, count) => {
      if (count === 1) throw new TypeError('Failed to fetch')
      if (count === 2) return new Response('<html>', { status: 502 })
      return json({ cards: [] })
    })
    expect(await call('listTasks')).toBe(offline)
    expect(await call('listTasks')).toBe(offline)
    expect(await call('listTasks')).toEqual({ cards: [] })
    expect(reached).toEqual([false, false, true])
  })

  it('[UI8] rejects when the caller gave up', async () => {
    const giveUp = new AbortController()
    const { call, reached } = paper(() => {
      giveUp.abort()
      throw new DOMException('aborted', 'AbortError')
    })
    await expect(call('listTasks', { signal: giveUp.signal })).rejects.toThrow('aborted')
    expect(reached).toEqual([])
  })

  it.each([
    ['an answer of another shape', () => json({ cards: 'none' })],
    ['something that is not JSON', () => new Response('<html>')],
    ['a failure without a code', () => json({ message: 'boom' }, 500)],
    ['a code that nobody knows', () => problem('flux-capacitor', 409)],
  ])('[UI8] treats %s as a bug', async (_, answer) => {
    await expect(paper(answer).call('listTasks')).rejects.toThrow(UnreadableAnswer)
  })

  it('[UI9] renews an old session once for all who ask at the same time, and asks again', async () => {
    let isNew = false
    const { call, lines, ended } = paper((line) => {
      if (line === 'POST /api/v1/session/refresh') {
        isNew = true
        return json(session)
      }
      return isNew ? json({ cards: [], sessions: [], people: [], units: [] }) : problem('session-ended', 401)
    })
    const outcomes = await Promise.all([call('listTasks'), call('listSessions'), call('readDirectory')])
    expect(outcomes.every((outcome) => !isFailure(outcome))).toBe(true)
    expect(lines().filter((line) => line.includes('refresh'))).toHaveLength(1)
    expect(ended()).toBe(0)
  })

  it('[UI9] says that the session ended when it cannot be renewed, and does not ask for ever', async () => {
    const { call, lines, ended } = paper(() => problem('session-ended', 401))
    expect(await call('listTasks')).toEqual(refused('session-ended'))
    expect(lines()).toEqual(['GET /api/v1/tasks', 'POST /api/v1/session/refresh'])
    expect(ended()).toBe(1)
  })

  it('[UI9] goes on with the cookies of another tab that renewed the session first', async () => {
    const { call, ended } = paper((line, count) => {
      if (line.includes('refresh')) return problem('conflict', 409)
      return count === 1 ? problem('not-signed-in', 401) : json({ cards: [] })
    })
    expect(await call('listTasks')).toEqual({ cards: [] })
    expect(ended()).toBe(0)
  })

  it('[UI9] keeps the session when the renewal finds no server', async () => {
    const { call, ended } = paper((line) => {
      if (line.includes('refresh')) throw new TypeError('Failed to fetch')
      return problem('session-ended', 401)
    })
    expect(await call('listTasks')).toBe(offline)
    expect(ended()).toBe(0)
  })

  it('[UI9] lets the late renewal of one tab not replace the cookies that another got by signing in', async () => {
    // The browser that both tabs are of: its cookies, and whose turn it is.
    let cookies = 'old'
    let isRenewing = false
    let turn: Promise<unknown> = Promise.resolve()
    const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
      const mine = turn.then(work)
      turn = mine
      return mine
    }
    const tab = () =>
      callWith({
        inTurn,
        onSessionEnded: () => {},
        async fetch(url) {
          const sent = cookies
          const path = String(url)
          if (path.endsWith('/refresh')) {
            isRenewing = true
            await new Promise((resolve) => setTimeout(resolve, 20))
            cookies = `${sent}, renewed`
          } else if (path.endsWith('/session')) cookies = 'new'
          else return sent === 'old' ? problem('session-ended', 401) : json({ cards: [] })
          return json(session)
        },
      })
    const first = tab()('listTasks')
    await vi.waitFor(() => expect(isRenewing).toBe(true), { interval: 1, timeout: 60_000 })
    const second = tab()('signIn', { body: { login: 'novak', password: 'x' } })
    expect((await Promise.all([first, second])).some(isFailure)).toBe(false)
    expect(cookies).toMatch(/^new/)
  })

  it('[UI9] does not renew for a wrong password', async () => {
    const { call, lines } = paper(() => problem('sign-in-failed', 401))
    expect(await call('signIn', { body: { login: 'a', password: 'b' } })).toEqual(refused('sign-in-failed'))
    expect(lines()).toHaveLength(1)
  })

  it.each(['step-up-needed', 'second-factor-needed'])(
    '[UA1] does the act once more when the person confirmed who they are after %s',
    async (code) => {
      let isConfirmed = false
      const { call, lines } = paper(
        () => (isConfirmed ? json({ sequence: 4 }) : problem(code, 403, { act: 'lock', demand: 'any' })),
        () => {
          isConfirmed = true
          return Promise.resolve(true)
        },
      )
      expect(await call('renameMaterial', { params: { materialId }, body: { title: 'Nový' } })).toEqual({ sequence: 4 })
      expect(lines()).toHaveLength(2)
    },
  )

  it('[UA2] leaves the act undone when the person does not confirm', async () => {
    const { call, lines } = paper(() => problem('step-up-needed', 403))
    expect(await call('lockMaterial', { params: { materialId } })).toMatchObject({ refused: 'step-up-needed' })
    expect(lines()).toHaveLength(1)
  })
})
