import { isRefused, refused } from '@glosa/domain/model'
import type { CommandContext } from '../commands/context.ts'
import type { SettingsNow } from '../commands/officeSettings.ts'
import type { Answered, Serve } from './serveRoute.ts'

/** How the office runs its procedure: read by everybody, changed by administrators. */
export function serveOfficeSettings(serve: Serve, context: CommandContext): void {
  serve('readSettings', async () => shown(await context.settings.read()))
  serve('changeSettings', async ({ actor, body }) => {
    const changed = await context.settings.change(actor, body.sequence, body.change)
    return isRefused(changed) ? changed : shown(changed)
  })
  serve('readSettingsHistory', async ({ actor }) => {
    if (!actor.roles.includes('administrator')) return refused('not-permitted')
    const records = await context.settings.history()
    return structuredClone({
      usual: context.settings.usual,
      records: records.map(({ sequence, at, by, events }) => ({
        sequence,
        at,
        by,
        changes: events.map(({ change }) => change),
      })),
    }) as Answered<'readSettingsHistory'>
  })
}

const shown = (now: SettingsNow) => structuredClone(now) as Answered<'readSettings'>
