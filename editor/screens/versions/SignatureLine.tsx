import type { MaterialView } from '@glosa/domain/contract'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/useFormat.ts'
import { Tag } from '../../ui/Tag.tsx'
import { certificateName } from '../records/certificateName.ts'

type SignedCopy = NonNullable<MaterialView['versions'][number]['signedCopies']>[number]
type Signature = SignedCopy['signatures'][number]

/** Whether the certificate was valid when it was used, by the best time that is known; `null` without any. */
function wasValid({ signer, timestampedAt, claimedAt }: Signature): boolean | null {
  const at = timestampedAt ?? claimedAt
  return at === null ? null : at >= signer.notBefore && at <= signer.notAfter
}

/** One signature, seal or timestamp in a copy: who, when, and what is known of its certificate. */
export function SignatureLine({ signature }: { readonly signature: Signature }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { kind, signer, claimedAt, timestampedAt, isQualified, isSeal, isTrusted, coversWholeFile } = signature
  const validity = wasValid(signature)
  return (
    <div className="signature">
      <div className="row">
        <strong>{certificateName(signer.subject)}</strong>
        <span className="quiet">
          {t(kind === 'timestamp' ? 'seal.kind.timestamp' : isSeal ? 'seal.kind.seal' : 'seal.kind.signature')}
        </span>
        <Tag tone="success">{t('seal.intact')}</Tag>
        {isQualified ? <Tag tone="success">{t('seal.qualified')}</Tag> : <Tag>{t('seal.notQualified')}</Tag>}
        {isTrusted === null ? null : (
          <Tag tone={isTrusted ? 'success' : 'warning'}>{t(isTrusted ? 'seal.trusted' : 'seal.untrusted')}</Tag>
        )}
        {validity === false ? <Tag tone="danger">{t('seal.wasInvalid')}</Tag> : null}
      </div>
      <p className="quiet">
        {timestampedAt === null
          ? claimedAt === null
            ? t('seal.noTime')
            : t('seal.claimed', { when: format.dayAndTime(claimedAt) })
          : t('seal.timestamped', { when: format.dayAndTime(timestampedAt) })}
        {' · '}
        {t('seal.issuedBy', { issuer: certificateName(signer.issuer) })}
        {signature.reason ? ` · ${signature.reason}` : null}
        {coversWholeFile ? null : ` · ${t('seal.addedAfter')}`}
      </p>
    </div>
  )
}
