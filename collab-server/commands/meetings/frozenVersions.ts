import {
  partTextOf,
  refused,
  type AgendaVersion,
  type FrozenVersion,
  type MaterialVersion,
  type Refused,
  type VersionPassage,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'

/** The whole of a locked version; `null` when its blob is gone. */
export async function frozenVersionOf(
  context: Pick<CommandContext, 'blobs'>,
  version: Pick<MaterialVersion, 'hash'>,
): Promise<FrozenVersion | null> {
  const bytes = await context.blobs.get(version.hash)
  return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as FrozenVersion)
}

/** A version as an agenda names it. */
export function agendaVersionOf(version: MaterialVersion, frozen: FrozenVersion): AgendaVersion {
  const lengths = new Map(
    frozen.parts.map((part) => [part.partId, part.form === 'body' ? lengthOf(partTextOf(part.doc)) : part.bytes]),
  )
  return {
    version: version.number,
    hash: version.hash,
    title: frozen.title,
    parts: version.parts.map(({ partId, kind, title, bodyId, hash }) => ({
      partId,
      kind,
      title,
      form: bodyId === null ? 'file' : 'body',
      hash,
      length: lengths.get(partId) ?? 0,
    })),
  }
}

/** Whether the words stand in the version at their place. */
export function passageStands(frozen: FrozenVersion, passage: VersionPassage): true | Refused {
  const part = frozen.parts.find(({ partId }) => partId === passage.partId)
  if (part?.form !== 'body') return refused('part-not-found')
  const { start, end, quote } = passage
  const words = [...partTextOf(part.doc)].slice(start, end).join('')
  return (start < end && words === quote) || refused('quote-not-in-body')
}

function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length += 1
  return length
}
