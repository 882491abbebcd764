import type { RecordsSystemView } from '@glosa/domain/contract'
import { certificateSoonDays } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/Notice.tsx'

/** The office's own certificate for the connection ends soon, or has ended; nothing while it is valid for long. */
export function CertificateWarning({ certificate }: Pick<RecordsSystemView, 'certificate'>) {
  const { t } = useTranslation()
  if (!certificate || certificate.daysLeft > certificateSoonDays) return null
  return certificate.daysLeft < 0 ? (
    <Notice tone="danger" title={t('records.ownCertificate.ended')}>
      <p>{t('records.ownCertificate.endedText')}</p>
    </Notice>
  ) : (
    <Notice tone="warning" title={t('records.ownCertificate.soon')}>
      <p>
        {t('records.ownCertificate.soonText')} ({t('seal.daysLeft', { count: certificate.daysLeft })})
      </p>
    </Notice>
  )
}
