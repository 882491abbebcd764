import type { CommandContext } from '../commands/context.ts'
import type { Serve } from './serveRoute.ts'

/** People and units of the office; logins and addresses stay inside. */
export function serveDirectory(serve: Serve, context: Pick<CommandContext, 'projections'>): void {
  serve('readDirectory', async () => {
    const { people, units } = await context.projections.directory()
    return {
      people: people.map(({ id, displayName, unitId, roles }) => ({ id, displayName, unitId, roles: [...roles] })),
      units: units.map(({ id, name, mark }) => ({ id, name, mark })),
    }
  })
}
