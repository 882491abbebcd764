import type { AnswerOf } from '@glosa/domain/contract'
import type { MaterialId } from '@glosa/domain/model'
import type { TFunction } from 'i18next'
import ExternalLink from 'lucide-react/icons/external-link'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, useAct } from '../../api/index.ts'
import type { Format } from '../../i18n/format.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { notify } from '../../ui/notify.ts'
import { ReasonDialog } from '../completion/ReasonDialog.tsx'

interface PublicationStateProps {
  readonly materialId: MaterialId
  readonly state: AnswerOf<'readPublication'>
}

/** Whether everybody sees the material now, since when, and the way to end it. */
export function PublicationState({ materialId, state }: PublicationStateProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [isAsking, setAsking] = useState(false)
  const withdraw = useAct('withdrawPublication', { changes: ['readPublication', 'readMaterial', 'readEvents'] })
  const { published, withdrawn } = state.publication
  const doWithdraw = async (reason: string) => {
    const outcome = await withdraw.run({ params: { materialId }, body: { reason } })
    const isDone = outcome !== null && !isFailure(outcome)
    if (isDone) notify({ tone: 'success', text: t('publication.withdrawnNow') })
    return isDone
  }
  return (
    <>
      {state.address === null ? <Notice tone="warning">{t('publication.pagesOff')}</Notice> : null}
      {published ? (
        <Notice tone="success" title={t('publication.isPublic', { when: format.dayAndTime(published.since) })}>
          <p>
            {t('publication.lastChange', { when: format.dayAndTime(published.at), who: published.by.displayName })}{' '}
            {published.copy
              ? t('publication.showsVersion', { number: published.copy.version })
              : t('publication.showsFacts')}{' '}
            {published.copy?.seal ? sealWords(published.copy.seal, t, format) : null}
          </p>
          <p className="row notice-act">
            {state.address === null ? null : (
              <a className="button button-secondary button-small" href={state.address} target="_blank" rel="noreferrer">
                <ExternalLink size={16} aria-hidden="true" />
                {t('publication.openPage')}
              </a>
            )}
            <Button size="small" variant="danger" onPress={() => setAsking(true)}>
              {t('publication.withdraw')}
            </Button>
          </p>
        </Notice>
      ) : (
        <Notice tone="info" title={t('publication.isNotPublic')}>
          {withdrawn ? (
            <p>
              {t('publication.wasWithdrawn', {
                when: format.dayAndTime(withdrawn.at),
                who: withdrawn.by.displayName,
                reason: withdrawn.reason,
              })}
            </p>
          ) : null}
        </Notice>
      )}
      {isAsking ? (
        <ReasonDialog
          title={t('publication.withdrawTitle')}
          verb={t('publication.withdraw')}
          onClose={() => setAsking(false)}
          onReason={doWithdraw}
        >
          <p>{t('publication.withdrawText')}</p>
        </ReasonDialog>
      ) : null}
    </>
  )
}

type PublicSeal = NonNullable<
  NonNullable<NonNullable<PublicationStateProps['state']['publication']['published']>['copy']>['seal']
>

function sealWords({ isTrial, timestampedAt }: PublicSeal, t: TFunction, format: Format): string {
  if (isTrial) return t('publication.sealedTrial')
  return timestampedAt === null
    ? t('publication.sealed')
    : t('publication.sealedAt', { when: format.dayAndTime(timestampedAt) })
}
