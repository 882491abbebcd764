import { useTranslation } from 'react-i18next'
import { saveFile } from '../api/index.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'

interface RecoveryCodesProps {
  readonly codes: readonly string[]
  readonly onDone: () => void
}

/** The recovery codes, the only time they are shown. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const { t } = useTranslation()
  const save = () =>
    saveFile(new TextEncoder().encode(codes.join('\r\n') + '\r\n'), t('secondFactor.codesFile'), 'text/plain')
  return (
    <div className="stack">
      <Notice tone="warning" title={t('secondFactor.codesTitle')} role="status">
        <p>{t('secondFactor.codesHint')}</p>
      </Notice>
      <ul className="recovery-codes" aria-label={t('secondFactor.codesTitle')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="row">
        <Button onPress={save}>{t('secondFactor.saveCodes')}</Button>
        <Button variant="primary" onPress={onDone}>
          {t('secondFactor.codesKept')}
        </Button>
      </div>
    </div>
  )
}
