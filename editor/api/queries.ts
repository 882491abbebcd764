import type { AnswerOf, RouteName } from '@glosa/domain/contract'
import { QueryClient, queryOptions } from '@tanstack/react-query'
import { call, type AskOf } from './browser.ts'
import { CallFailed, isFailure, isOffline } from './outcome.ts'

/** Routes that only read. */
export type ReadName = Extract<RouteName, `read${string}` | `list${string}` | 'search'>
type Asked<N extends RouteName> = {} extends AskOf<N> ? [request?: AskOf<N>] : [request: AskOf<N>]

/** The answers kept in the page. Refusals are final, an unreachable server is asked again. */
export const answers = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 5_000,
      retry: (count, error) => error instanceof CallFailed && isOffline(error.problem) && count < 2,
      throwOnError: (error) => !(error instanceof CallFailed),
    },
  },
})

/**
 * How to read a route and keep its answer, for `useQuery`, loaders and prefetching. The error of
 * the query is a `CallFailed`; anything else is a bug and goes to the error boundary.
 */
export const reading = <N extends ReadName>(name: N, ...[request]: Asked<N>) =>
  queryOptions({
    queryKey: [name, request ?? {}] as const,
    queryFn: async ({ signal }): Promise<AnswerOf<N>> => {
      const outcome = await ask<N>(name, { ...request, signal })
      if (isFailure(outcome)) throw new CallFailed(outcome)
      return outcome
    },
  })

// One place where the generic request loses its conditional type: `call` checks it again for callers.
const ask = call as <N extends RouteName>(name: N, request: object) => Promise<Awaited<ReturnType<typeof call<N>>>>

/** Forgets kept answers of these routes, so that what is shown is asked for again. */
export const forget = (...names: ReadName[]): Promise<void[]> =>
  Promise.all(names.map((name) => answers.invalidateQueries({ queryKey: [name] })))
