import { instant, type Instant, type OfficeStorage } from '@glosa/domain/model'
import type { Logger } from 'pino'
import type { CommandContext } from '../commands/context.ts'
import type { Chore } from './chores.ts'
import { repairProjections } from './repairProjections.ts'

const forgetSessionsAfterMs = 30 * 86_400_000

/** What nobody asks for: lists that fell behind, sessions and tokens that are over, new signing keys. */
export const officeChores = (
  context: CommandContext,
  storage: Pick<OfficeStorage, 'sessions' | 'shortLived'>,
  ring: { renew(now: Instant): Promise<void> },
  log: Logger,
): readonly Chore[] => [
  {
    what: 'the repair of lists',
    async run() {
      const repaired = await repairProjections(context)
      if (repaired > 0) log.info({ repaired }, 'lists repaired')
    },
  },
  {
    what: 'forgetting old sessions',
    run: () => storage.sessions.forget(instant(context.now() - forgetSessionsAfterMs)),
  },
  { what: 'forgetting what lives shortly', run: () => storage.shortLived.forget(context.now()) },
  { what: 'renewing the signing keys', run: () => ring.renew(context.now()) },
]
