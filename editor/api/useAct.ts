import type { AnswerOf, RouteName } from '@glosa/domain/contract'
import { isRefused, type RefusalCode } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { notify } from '../ui/notify.ts'
import { call } from './browser.ts'
import type { AskOf } from './call.ts'
import { isFailure, type Outcome } from './outcome.ts'
import { forget, type ReadName } from './queries.ts'
import { problemKey } from './problemKey.ts'

interface ActOptions {
  /** Reads that the act makes out of date. */
  readonly changes?: readonly ReadName[]
  /** Keeps a refusal or an outage quiet: the caller shows it beside the field. */
  readonly isQuiet?: boolean
}

const endings: Partial<Record<RefusalCode, true>> = { 'not-signed-in': true, 'session-ended': true }

/**
 * An act of the person: one call that changes something. While it runs a second press does
 * nothing and gives `null`; a failure is shown as a message unless `isQuiet`.
 */
export function useAct<N extends RouteName>(name: N, { changes = [], isQuiet = false }: ActOptions = {}) {
  const { t } = useTranslation()
  const [isPending, setPending] = useState(false)
  const run = async (request: AskOf<N>): Promise<Outcome<AnswerOf<N>> | null> => {
    if (isPending) return null
    setPending(true)
    try {
      const outcome = await (call as (name: N, request: AskOf<N>) => Promise<Outcome<AnswerOf<N>>>)(name, request)
      // The dialog of the ended session says so itself.
      const isEnded = isRefused(outcome) && outcome.refused in endings
      if (isFailure(outcome) && !isQuiet && !isEnded) notify({ tone: 'error', text: t(problemKey(outcome)) })
      if (!isFailure(outcome)) await forget(...changes)
      return outcome
    } finally {
      setPending(false)
    }
  }
  return { run, isPending }
}
