import type { DeliveryLine } from '@glosa/domain/contract'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../ui/Tag.tsx'
import { deliveryTones } from './deliveryTone.ts'

/** The state of a delivery in words, and what else is remarkable. */
export function DeliveryStateTags({ line }: { readonly line: DeliveryLine }) {
  const { t } = useTranslation()
  return (
    <span className="row">
      <Tag tone={line.isDeposited ? 'brand' : deliveryTones[line.state]}>
        {line.isDeposited ? t('records.deposited') : t(`records.stateShort.${line.state}`)}
      </Tag>
      {line.isVerified ? <Tag tone="success">{t('records.verifiedShort')}</Tag> : null}
      {line.hasFinding ? <Tag tone="danger">{t('records.finding')}</Tag> : null}
    </span>
  )
}
