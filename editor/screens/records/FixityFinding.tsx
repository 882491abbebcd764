import type { DeliveryId, FixityPlace, MaterialId } from '@glosa/domain/model'
import type { FixityView } from '@glosa/domain/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, useAct } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { notify } from '../../ui/notify.ts'
import { ReasonDialog } from '../completion/ReasonDialog.tsx'
import { changedByActs } from './changedByActs.ts'

interface FixityFindingProps {
  readonly params: { readonly materialId: MaterialId; readonly deliveryId: DeliveryId }
  readonly since: number
  readonly place: FixityPlace
  readonly files: FixityView['findings'][number]['files']
}

/** Other bytes than those delivered: which files, and what can be done. */
export function FixityFinding({ params, since, place, files }: FixityFindingProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [isExplaining, setExplaining] = useState(false)
  const check = useAct('checkFixity', { changes: changedByActs })
  const explain = useAct('explainFixity', { changes: changedByActs })
  const again = async () => {
    const outcome = await check.run({ body: { materialId: params.materialId } })
    if (outcome === null || isFailure(outcome)) return
    const isThere = outcome.findings.some(({ line }) => line.deliveryId === params.deliveryId)
    notify({ tone: isThere ? 'error' : 'success', text: t(isThere ? 'records.stillDiffers' : 'records.restored') })
  }
  // Damage of our own files, and files that are gone, have no explanation.
  const mayExplain = place === 'records-system' && files.every(({ found }) => found !== null)
  return (
    <Notice tone="danger" title={t('records.findingSince', { when: format.day(since) })}>
      <p>{t(`records.findingPlace.${place}`)}</p>
      <ul>
        {files.map(({ name, expected, found }) => (
          <li key={name}>
            {name}: <span className="desk-hash">{expected}</span> →{' '}
            {found === null ? t('records.fileMissing') : <span className="desk-hash">{found}</span>}
          </li>
        ))}
      </ul>
      <p className="row notice-act">
        <Button size="small" isPending={check.isPending} onPress={() => void again()}>
          {t('records.checkAgain')}
        </Button>
        {mayExplain ? (
          <Button size="small" onPress={() => setExplaining(true)}>
            {t('records.explain')}
          </Button>
        ) : null}
      </p>
      {isExplaining ? (
        <ReasonDialog
          title={t('records.explainTitle')}
          verb={t('records.explain')}
          onClose={() => setExplaining(false)}
          onReason={async (reason) => {
            const outcome = await explain.run({ params, body: { reason } })
            if (outcome === null || isFailure(outcome)) return false
            notify({ tone: 'success', text: t('records.explained') })
            return true
          }}
        >
          <p>{t('records.explainText')}</p>
        </ReasonDialog>
      ) : null}
    </Notice>
  )
}
