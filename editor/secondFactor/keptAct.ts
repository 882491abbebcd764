import { routes, type RouteName } from '@glosa/domain/contract'
import type { PersonId } from '@glosa/domain/model'
import * as z from 'zod'
import type { AskedAct } from '../api/index.ts'

/** Where the act is kept: of one tab, gone with it. */
export type ActStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const key = 'glosa.kept-act'
/** Milliseconds; as long as the way to an identity provider and back may take, and a little more. */
const goodFor = 15 * 60_000

const kept = z.object({
  name: z.string(),
  personId: z.string(),
  at: z.number(),
  params: z.unknown().optional(),
  query: z.unknown().optional(),
  body: z.unknown().optional(),
})

/**
 * Keeps an act with everything that was entered for it, before the page is left for an identity provider.
 * Files are not kept, and an act with one neither.
 * @param personId whose act it is: it is offered to nobody else
 */
export function keepAct(store: ActStore | null, act: AskedAct, personId: PersonId, now: number): void {
  if (routes[act.name].body === 'bytes') return
  const { name, params, query, body } = act
  store?.setItem(key, JSON.stringify({ name, personId, at: now, params, query, body }))
}

/**
 * The act that waits for the person's word, exactly as it was asked for.
 * @returns null where nothing was kept, for somebody else, after a quarter of an hour, and for what is no act any more
 */
export function keptAct(store: ActStore | null, personId: PersonId, now: number): AskedAct | null {
  const text = store?.getItem(key) ?? null
  if (text === null) return null
  const read = kept.safeParse(parsed(text))
  if (!read.success || read.data.personId !== personId || now - read.data.at > goodFor) return dropKeptAct(store)
  const name = nameOf(read.data.name)
  if (name === null) return dropKeptAct(store)
  const { params, query, body } = routes[name]
  const asked = {
    params: params.safeParse(read.data.params ?? {}),
    query: query.safeParse(read.data.query ?? {}),
    body: body === null || body === 'bytes' ? null : body.safeParse(read.data.body),
  }
  if (!asked.params.success || !asked.query.success || asked.body?.success === false) return dropKeptAct(store)
  return {
    name,
    params: asked.params.data,
    query: asked.query.data,
    ...(asked.body === null ? {} : { body: asked.body.data }),
  }
}

/** Forgets the act: it was done, dropped, or is nobody's any more. */
export function dropKeptAct(store: ActStore | null): null {
  store?.removeItem(key)
  return null
}

/** The store of this tab; null in a browser that keeps nothing. */
export function tabStore(): ActStore | null {
  try {
    return globalThis.sessionStorage
  } catch (error) {
    // Browsers set to keep nothing throw a SecurityError.
    if (error instanceof DOMException) return null
    throw error
  }
}

const nameOf = (text: string): RouteName | null =>
  Object.hasOwn(routes, text) ? (Object.keys(routes).find((known): known is RouteName => known === text) ?? null) : null

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
