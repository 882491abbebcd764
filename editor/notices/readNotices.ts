import { infiniteQueryOptions } from '@tanstack/react-query'
import { call, forget, orThrow, reading } from '../api/index.ts'

/** How many the person has not read; asked again each minute, and at once when an open room announces it. */
export const unreadNotices = () => ({
  ...reading('listNotices', { query: { unread: 'yes', limit: 1 } }),
  refetchInterval: 60_000,
  select: ({ unread }: { readonly unread: number }) => unread,
})

/** All notices, page after page. */
export const pagesOfNotices = (unread: 'yes' | 'no') =>
  infiniteQueryOptions({
    queryKey: ['listNotices', 'pages', unread] as const,
    queryFn: async ({ pageParam, signal }) =>
      orThrow(
        await call('listNotices', {
          query: { unread, limit: 30, ...(pageParam === null ? {} : { after: pageParam }) },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })

/** Marks notices as read and shows it; that a server is out of reach is seen elsewhere. */
export async function markRead(wish: { readonly ids: string[] } | { readonly upTo: number }): Promise<void> {
  await call('markNoticesRead', { body: wish })
  await forget('listNotices')
}
