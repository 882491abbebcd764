import { PresenceFilter } from 'ldapts'
import { DirectoryUnavailable } from '../directory/dial.ts'
import type { DirectoryClient } from '../directory/directoryClient.ts'
import type { DirectoryEntry } from '../directory/directoryEntry.ts'

/**
 * All members of a group. Active Directory answers a large group with the first part only, under
 * the name `member;range=0-1499`; the rest is asked for part by part.
 * @throws DirectoryUnavailable when a part does not begin where the last one ended: no list is made shorter in silence
 */
export async function allMembers(
  client: DirectoryClient,
  group: DirectoryEntry,
  attribute: string,
): Promise<readonly string[]> {
  const members = [...group.texts(attribute)]
  for (let part = rangedPart(group, attribute); part !== null;) {
    if (part.from !== members.length) {
      throw new DirectoryUnavailable(`the directory gives the members of ${group.dn} out of order`)
    }
    members.push(...part.values)
    if (part.last) break
    const [more] = await client.search({
      base: group.dn,
      scope: 'base',
      filter: new PresenceFilter({ attribute: 'objectClass' }),
      attributes: [`${attribute};range=${members.length}-*`],
    })
    part = more ? rangedPart(more, attribute) : null
  }
  return members
}

function rangedPart(entry: DirectoryEntry, attribute: string) {
  const prefix = `${attribute.toLowerCase()};range=`
  for (const name of entry.attributeNames) {
    if (!name.startsWith(prefix)) continue
    const [from, to] = name.slice(prefix.length).split('-')
    if (from === undefined || to === undefined) continue
    const values = entry.texts(name)
    if (values.length > 0) return { values, last: to === '*', from: Number(from) }
  }
  return null
}
