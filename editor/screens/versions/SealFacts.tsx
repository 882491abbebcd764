import type { MaterialView } from '@glosa/domain/contract'
import { mayKeepSeals, type MaterialId } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import Stamp from 'lucide-react/icons/stamp'
import { useTranslation } from 'react-i18next'
import { actorOf, isFailure, reading, useAct, useSession } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { notify } from '../../ui/notify.ts'
import { Tag } from '../../ui/Tag.tsx'
import { certificateName } from '../records/certificateName.ts'
import { sealProblemTitle } from '../records/sealProblem.ts'

type Version = MaterialView['versions'][number]

interface SealFactsProps {
  readonly materialId: MaterialId
  readonly version: Version
}

/** The office's seal on a version, its timestamp, or the order for one. */
export function SealFacts({ materialId, version }: SealFactsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const seal = version.seals?.at(-1)
  const order = version.sealOrder
  const provenUntil = seal?.renewal?.provenUntil ?? seal?.provenUntil
  return (
    <>
      <div className="row">
        {seal ? (
          <Tag tone={seal.isTrial ? 'warning' : 'success'}>
            {t(seal.isTrial ? 'seal.trial' : 'seal.sealed', { level: seal.level })}
          </Tag>
        ) : order ? (
          <Tag tone={order.lastProblem ? 'warning' : 'brand'}>{t('seal.ordered')}</Tag>
        ) : (
          <Tag>{t('seal.unsealed')}</Tag>
        )}
        {seal ? <span>{certificateName(seal.certificate.subject)}</span> : null}
        {seal || order ? null : <OrderSeal materialId={materialId} version={version.number} />}
      </div>
      {seal ? (
        <p className="quiet">
          {seal.timestampedAt === null
            ? t('seal.noTimestamp')
            : t('seal.timestamped', { when: format.dayAndTime(seal.timestampedAt) })}
          {seal.renewal ? ` · ${t('seal.renewedAt', { when: format.dayAndTime(seal.renewal.timestampedAt) })}` : null}
          {provenUntil === undefined ? null : ` · ${t('seal.provenUntil', { when: format.day(provenUntil) })}`}
          {' · '}
          {t('seal.issuedBy', { issuer: certificateName(seal.certificate.issuer) })}
          {' · '}
          {t('seal.validUntil', { when: format.day(seal.certificate.notAfter) })}
        </p>
      ) : null}
      {order ? (
        <p className="quiet">
          {t('seal.orderedBy', { who: order.by.displayName, when: format.dayAndTime(order.at) })}
          {order.lastProblem ? ` ${t('versions.nextAttempt', { when: format.dayAndTime(order.nextAttemptAt) })}` : null}
        </p>
      ) : null}
      {order?.lastProblem ? (
        <Notice tone="warning" title={sealProblemTitle(order.problemCode, order.lastProblem, t)}>
          {order.problemCode ? (
            <>
              <p>{t(`seal.whatToDo.${order.problemCode}`)}</p>
              <p className="quiet desk-problem">{t('records.technical', { problem: order.lastProblem })}</p>
            </>
          ) : null}
        </Notice>
      ) : null}
      {seal?.isTrial ? <p className="quiet">{t('seal.trialText')}</p> : null}
    </>
  )
}

/** Has the version sealed, for those who may, where the office has a seal. */
function OrderSeal({ materialId, version }: { readonly materialId: MaterialId; readonly version: number }) {
  const { t } = useTranslation()
  const may = mayKeepSeals(actorOf(useSession())) === true
  const seal = useQuery({ ...reading('readSeal'), enabled: may })
  const act = useAct('orderSeals', { changes: ['readMaterial', 'listSealable', 'readSeal'] })
  if (!may || !seal.data?.isConfigured) return null
  const order = async () => {
    const outcome = await act.run({ body: { versions: [{ materialId, version }] } })
    if (outcome === null || isFailure(outcome)) return
    if (outcome.ordered.length > 0) notify({ tone: 'success', text: t('seal.orderedMany', { count: 1 }) })
  }
  return (
    <Button
      size="small"
      icon={<Stamp size={16} aria-hidden="true" />}
      isPending={act.isPending}
      onPress={() => void order()}
    >
      {t('seal.order')}
    </Button>
  )
}
