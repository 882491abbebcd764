import {
  applySecurityRecord,
  changePolicy,
  confirmFactorReset,
  emptySecurity,
  isRefused,
  openResets,
  requestFactorReset,
  securityLog,
  stampOf,
  withdrawFactorReset,
  type Actor,
  type FactorReset,
  type Instant,
  type OfficeLog,
  type Refused,
  type ResetId,
  type SecondFactorPolicy,
  type Security,
  type SecurityEvent,
} from '@glosa/domain/model'
import { createOfficeStream } from './officeStream.ts'

/** The office's rules of second factors, and the resets that wait. */
export interface SecurityRules {
  /** What holds now; another node's change is noticed within two seconds. */
  policy(): Promise<SecondFactorPolicy>
  /** Whether nobody changed it yet. */
  isDefault(): Promise<boolean>
  resets(): Promise<readonly FactorReset[]>
  change(
    actor: Actor,
    policy: SecondFactorPolicy,
  ): Promise<{ readonly before: SecondFactorPolicy; readonly changed: boolean } | Refused>
  requestReset(actor: Actor, wish: Parameters<typeof requestFactorReset>[2]): Promise<FactorReset | Refused>
  /** @returns the reset that was confirmed; what it means is the caller's to do */
  confirmReset(actor: Actor, resetId: ResetId): Promise<FactorReset | Refused>
  withdrawReset(actor: Actor, resetId: ResetId): Promise<FactorReset | Refused>
}

const rememberedMs = 2_000

/** @param standard the policy until an administrator changes it */
export function createSecurityRules(
  deps: { readonly officeLog: OfficeLog; readonly now: () => Instant },
  standard: SecondFactorPolicy,
): SecurityRules {
  const { now } = deps
  let known: { readonly state: Security; readonly at: Instant } | null = null
  const stream = createOfficeStream<Security, SecurityEvent>(
    deps,
    { empty: () => emptySecurity, apply: applySecurityRecord },
    (_record, state) => {
      known = { state, at: now() }
    },
  )
  const remembered = async (): Promise<Security> => {
    if (known && now() - known.at < rememberedMs) return known.state
    const { state } = await stream.load(securityLog)
    known = { state, at: now() }
    return state
  }
  const policyOf = ({ policy }: Security) => policy ?? standard

  /** Decides about one reset; the answer is the reset as it was before. */
  const onReset = async (
    actor: Actor,
    resetId: ResetId,
    decide: typeof confirmFactorReset,
  ): Promise<FactorReset | Refused> => {
    let found: FactorReset | undefined
    const done = await stream.decideAndAppend(stampOf(actor), securityLog, (state) => {
      found = state.resets.find(({ id }) => id === resetId)
      return decide(actor, state, resetId, now())
    })
    if (isRefused(done)) return done
    if (!found) throw new Error('a reset was decided that is not there')
    return found
  }

  return {
    policy: async () => policyOf(await remembered()),
    isDefault: async () => (await remembered()).policy === null,
    resets: async () => openResets(await remembered(), now()),
    async change(actor, policy) {
      let before = standard
      const done = await stream.decideAndAppend(stampOf(actor), securityLog, (state) => {
        before = policyOf(state)
        return changePolicy(actor, before, policy)
      })
      return isRefused(done) ? done : { before, changed: done.record !== null }
    },
    async requestReset(actor, wish) {
      const done = await stream.decideAndAppend(stampOf(actor), securityLog, (state) =>
        requestFactorReset(actor, state, wish, now()),
      )
      if (isRefused(done)) return done
      const reset = done.state.resets.find(({ id }) => id === wish.resetId)
      if (!reset) throw new Error('a reset was appended and is not there')
      return reset
    },
    confirmReset: (actor, resetId) => onReset(actor, resetId, confirmFactorReset),
    withdrawReset: (actor, resetId) => onReset(actor, resetId, withdrawFactorReset),
  }
}
