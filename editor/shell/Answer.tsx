import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CallFailed, problemKey } from '../api/index.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Spinner } from '../ui/Spinner.tsx'

/** A query, whether of one answer or of pages. */
interface Asked<Data> {
  readonly data: Data | undefined
  readonly error: Error | null
  readonly isFetching: boolean
  readonly refetch: () => Promise<unknown>
}

interface AnswerProps<Data> {
  readonly of: Asked<Data>
  readonly children: (data: Data) => ReactNode
}

/** Shows an answer; until it comes a wheel, when it does not the reason and a way to ask again. */
export function Answer<Data>({ of, children }: AnswerProps<Data>) {
  const { t } = useTranslation()
  if (of.data !== undefined) return children(of.data)
  if (of.error instanceof CallFailed) {
    return (
      <Notice tone="danger" role="alert">
        <p>{t(problemKey(of.error.problem))}</p>
        <p className="notice-act">
          <Button size="small" onPress={() => void of.refetch()} isPending={of.isFetching}>
            {t('ui.retry')}
          </Button>
        </p>
      </Notice>
    )
  }
  return <Spinner label={t('ui.loading')} />
}
