import { demoGuests } from '@glosa/auth/demo'
import type { DirectoryMapView, LoginExplainedView } from '@glosa/domain/contract'
import { isRefused, mayAdminister, type Refused } from '@glosa/domain/model'
import type { CommandContext } from '../commands/context.ts'
import type { Serve } from './serveRoute.ts'

/** The office as shown to everybody. */
export interface Office {
  readonly name: string
  readonly isDemo: boolean
}

/** The office's directory as its administrators look at it. */
export interface DirectoryView {
  map(): DirectoryMapView
  explainLogin(login: string): Promise<LoginExplainedView | Refused>
  /** Reads everything now. */
  read(): Promise<Refused | null>
}

/** People and units of the office; logins and addresses stay inside, but for administrators. */
export function serveDirectory(
  serve: Serve,
  context: Pick<CommandContext, 'projections'>,
  office: Office,
  directory: DirectoryView,
): void {
  // The passwords of the demo are printed at its start anyway; no other office has any to give.
  const guests = office.isDemo ? { guests: [...demoGuests] } : {}
  serve('readOffice', () => Promise.resolve({ ...office, ...guests }))
  serve('readDirectory', async () => {
    const { people, units } = await context.projections.directory()
    return {
      people: people.map(({ id, displayName, unitId, roles }) => ({ id, displayName, unitId, roles: [...roles] })),
      units: units.map(({ id, name, mark, headIds, deputyIds }) => ({
        id,
        name,
        mark,
        ...(headIds ? { headIds: [...headIds] } : {}),
        ...(deputyIds ? { deputyIds: [...deputyIds] } : {}),
      })),
    }
  })
  serve('readDirectoryMap', async ({ actor }) => {
    const allowed = mayAdminister(actor)
    return isRefused(allowed) ? allowed : directory.map()
  })
  serve('explainLogin', async ({ actor, body }) => {
    const allowed = mayAdminister(actor)
    return isRefused(allowed) ? allowed : directory.explainLogin(body.login)
  })
  serve('rereadDirectory', async ({ actor }) => {
    const allowed = mayAdminister(actor)
    if (isRefused(allowed)) return allowed
    const problem = await directory.read()
    return problem ?? directory.map()
  })
}
