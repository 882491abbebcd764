import type { MaterialId, SearchKind } from '@glosa/domain/model'
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { call, orThrow } from '../../api/index.ts'

/** What is searched for, and where. */
export interface SearchWish {
  readonly query: string
  readonly kind: SearchKind | null
  readonly materialId: MaterialId | null
}

/** Findings, page after page. */
export const searchPages = ({ query, kind, materialId }: SearchWish) =>
  infiniteQueryOptions({
    queryKey: ['search', 'pages', { query, kind, materialId }] as const,
    queryFn: async ({ pageParam, signal }) =>
      orThrow(
        await call('search', {
          query: {
            query,
            limit: 20,
            ...(kind === null ? {} : { kind }),
            ...(materialId === null ? {} : { materialId }),
            ...(pageParam === null ? {} : { after: pageParam }),
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })
