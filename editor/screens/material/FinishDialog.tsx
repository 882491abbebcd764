import type { Material, PersonId } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { notify } from '../../ui/notify.ts'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { command } from './command.ts'
import type { DialogOf } from './DialogOf.ts'

/** "Mám hotovo", or "bez připomínek" as an explicit act. */
export function FinishDialog({ store, material, onClose, personId }: DialogOf & { readonly personId: PersonId }) {
  const { t } = useTranslation()
  const own = countOwn(material, personId)
  const [choice, setChoice] = useState<'done' | 'without'>(own > 0 ? 'done' : 'without')
  const [isPending, setPending] = useState(false)
  const finish = async () => {
    setPending(true)
    const body = { withoutComments: choice === 'without' }
    const done = await command(store, t, call('finishReview', { params: { materialId: material.id }, body }))
    setPending(false)
    if (!done) return
    notify({ tone: 'success', text: t('material.doneNotice') })
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('material.doneTitle')}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isPending={isPending} onPress={() => void finish()}>
            {t('material.done')}
          </Button>
        </>
      }
    >
      <p>{t('material.doneHint')}</p>
      <RadioCards
        label={t('material.doneChoice')}
        choices={[
          {
            id: 'done',
            label: t('material.doneWithComments'),
            detail: t('material.doneWithCommentsDetail', { count: own }),
          },
          { id: 'without', label: t('material.doneWithout'), detail: t('material.doneWithoutDetail') },
        ]}
        selected={choice}
        onSelect={setChoice}
      />
    </Dialog>
  )
}

const countOwn = (material: Material, personId: PersonId) =>
  [...material.comments.values()].filter(
    (comment) => comment.by.personId === personId && !comment.withdrawn && comment.visibility !== 'private',
  ).length
