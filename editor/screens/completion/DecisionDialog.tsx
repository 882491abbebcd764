import type { DisputeId, MaterialId, Ruling } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../api/index.ts'
import { isFailure } from '../../api/outcome.ts'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { notify } from '../../ui/notify.ts'
import { ReasonDialog } from './ReasonDialog.tsx'

interface DecisionDialogProps {
  readonly params: { readonly materialId: MaterialId; readonly disputeId: DisputeId }
  /** `permit`: the material may be finalised although the dispute lasts. */
  readonly act: 'decide' | 'permit'
  /** A body decides: the number of its resolution has to be given. */
  readonly byResolution: boolean
  readonly onClose: () => void
  readonly onDone: () => void
}

/** The decision of the competent person or body, with reasons and the number of a resolution. */
export function DecisionDialog({ params, act, byResolution, onClose, onDone }: DecisionDialogProps) {
  const { t } = useTranslation()
  const [ruling, setRuling] = useState<Ruling>('settlement-stands')
  const [resolution, setResolution] = useState('')
  const [isMissing, setMissing] = useState(false)
  const decide = useAct('decideDispute')
  const permit = useAct('permitFinalising')
  const number = resolution.trim() === '' ? null : resolution.trim()
  return (
    <ReasonDialog
      title={t(act === 'decide' ? 'completion.decideTitle' : 'completion.permitTitle')}
      verb={t(act === 'decide' ? 'completion.decide' : 'completion.permit')}
      onClose={onClose}
      onReason={async (reason) => {
        if (byResolution && number === null) {
          setMissing(true)
          return false
        }
        const outcome =
          act === 'decide'
            ? await decide.run({ params, body: { ruling, reason, resolution: number } })
            : await permit.run({
                params: { materialId: params.materialId },
                body: { disputeIds: [params.disputeId], reason, resolution: number },
              })
        if (outcome === null || isFailure(outcome)) return false
        notify({ tone: 'success', text: t('completion.recorded') })
        onDone()
        return true
      }}
    >
      {act === 'decide' ? (
        <RadioCards
          label={t('completion.rulingLabel')}
          choices={[
            {
              id: 'settlement-stands',
              label: t('completion.ruling.settlement-stands'),
              detail: t('completion.rulingDetail.settlement-stands'),
            },
            {
              id: 'comment-upheld',
              label: t('completion.ruling.comment-upheld'),
              detail: t('completion.rulingDetail.comment-upheld'),
            },
          ]}
          selected={ruling}
          onSelect={setRuling}
        />
      ) : (
        <p>{t('completion.permitText')}</p>
      )}
      <TextField
        label={t('completion.resolution')}
        description={byResolution ? undefined : t('completion.resolutionHint')}
        value={resolution}
        onChange={(value) => {
          setResolution(value)
          setMissing(false)
        }}
        maxLength={100}
        isRequired={byResolution}
        error={isMissing ? t('completion.missing') : undefined}
      />
    </ReasonDialog>
  )
}
