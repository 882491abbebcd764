import type { DeliveryId, MaterialId } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, useAct } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { notify } from '../../ui/notify.ts'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { changedByActs } from './changedByActs.ts'
import { FilePick, largestFile } from './FilePick.tsx'

interface MarkDeliveredDialogProps {
  readonly params: { readonly materialId: MaterialId; readonly deliveryId: DeliveryId }
  readonly name: string
  readonly onClose: () => void
}

/** Writes down that a version came to the records system by other means, with the proof. */
export function MarkDeliveredDialog({ params, name, onClose }: MarkDeliveredDialogProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [recordNumber, setRecordNumber] = useState('')
  const [referenceNumber, setReferenceNumber] = useState('')
  const [fileNumber, setFileNumber] = useState('')
  const [reason, setReason] = useState('')
  const [proof, setProof] = useState<File | null>(null)
  const [isMissing, setMissing] = useState(false)
  const mark = useAct('markDelivered', { changes: changedByActs })
  const isTooLarge = proof !== null && proof.size > largestFile
  const run = async () => {
    if (recordNumber.trim() === '' || reason.trim() === '' || proof === null || isTooLarge) return setMissing(true)
    const query = {
      recordNumber: recordNumber.trim(),
      reason: reason.trim(),
      ...(referenceNumber.trim() === '' ? {} : { referenceNumber: referenceNumber.trim() }),
      ...(fileNumber.trim() === '' ? {} : { fileNumber: fileNumber.trim() }),
    }
    const outcome = await mark.run({ params, query, body: proof })
    if (outcome === null || isFailure(outcome)) return
    notify({ tone: 'success', text: t('records.done.mark-delivered') })
    onClose()
  }
  const missing = (value: string) => (isMissing && value.trim() === '' ? { error: t('records.missing') } : {})
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('records.markTitle')}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isPending={mark.isPending} onPress={() => void run()}>
            {t('records.markVerb')}
          </Button>
        </>
      }
    >
      <p>{t('records.markText', { name })}</p>
      <TextField
        label={t('records.recordNumber')}
        description={t('records.recordNumberHint')}
        value={recordNumber}
        onChange={setRecordNumber}
        maxLength={100}
        isRequired
        autoFocus
        {...missing(recordNumber)}
      />
      <TextField
        label={t('records.referenceNumber')}
        value={referenceNumber}
        onChange={setReferenceNumber}
        maxLength={100}
      />
      <TextField label={t('records.fileNumber')} value={fileNumber} onChange={setFileNumber} maxLength={100} />
      <TextArea
        label={t('records.reason')}
        value={reason}
        onChange={setReason}
        maxLength={2_000}
        isRequired
        {...missing(reason)}
      />
      <div className="field" role="group" aria-labelledby="proof-label">
        <span id="proof-label" className="field-label">
          {t('records.proof')} *
        </span>
        <span className="field-description">{t('records.proofHint')}</span>
        <div className="row">
          <FilePick verb={t('records.pickProof')} onPick={setProof} />
          {proof ? (
            <span>
              {proof.name} <span className="quiet">{format.bytes(proof.size)}</span>
            </span>
          ) : null}
        </div>
        {isTooLarge ? (
          <p className="field-error" role="alert">
            {t('records.tooLarge', { limit: format.bytes(largestFile) })}
          </p>
        ) : isMissing && proof === null ? (
          <p className="field-error" role="alert">
            {t('records.proofMissing')}
          </p>
        ) : null}
      </div>
    </Dialog>
  )
}
