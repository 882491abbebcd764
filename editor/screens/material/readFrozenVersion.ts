import * as z from 'zod'

const place = z.discriminatedUnion('at', [
  z.object({
    at: z.enum(['passage', 'table']),
    partId: z.string(),
    start: z.number().nullable(),
    end: z.number().nullable(),
  }),
  z.object({ at: z.enum(['image', 'page', 'part', 'material']) }),
])

/** What the page shows of a locked version. */
const frozenVersion = z.object({
  format: z.literal('glosa-version'),
  parts: z.array(
    z.discriminatedUnion('form', [
      z.object({ form: z.literal('body'), partId: z.string(), doc: z.unknown() }),
      z.object({ form: z.literal('file'), partId: z.string() }),
    ]),
  ),
  comments: z.array(z.object({ id: z.string(), place })),
})
export type ShownFrozenVersion = z.output<typeof frozenVersion>

/**
 * Reads the canonical JSON of a locked version.
 * @throws when it is not one: the server vouches for it by its hash
 */
export const readFrozenVersion = (bytes: Uint8Array): ShownFrozenVersion =>
  frozenVersion.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
