import type { CommandContext } from '../commands/context.ts'
import type { Serve } from './serveRoute.ts'

/** The office as shown to everybody. */
export interface Office {
  readonly name: string
  readonly isDemo: boolean
}

/** People and units of the office; logins and addresses stay inside. */
export function serveDirectory(serve: Serve, context: Pick<CommandContext, 'projections'>, office: Office): void {
  serve('readOffice', () => Promise.resolve({ ...office }))
  serve('readDirectory', async () => {
    const { people, units } = await context.projections.directory()
    return {
      people: people.map(({ id, displayName, unitId, roles }) => ({ id, displayName, unitId, roles: [...roles] })),
      units: units.map(({ id, name, mark }) => ({ id, name, mark })),
    }
  })
}
