import { mayAct } from '@glosa/domain/model'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { actorOf, useAct, useSession } from '../../api/index.ts'
import { isFailure } from '../../api/outcome.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { notify } from '../../ui/notify.ts'
import { materialOf } from '../material/materialStore.ts'
import { ReasonDialog } from './ReasonDialog.tsx'
import type { PanelProps } from './PanelProps.ts'

/** A locked material is taken up again only as its next version; says what becomes of approvals and signatures. */
export function NewVersionPanel({ material, onDone }: PanelProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const actor = actorOf(useSession())
  const [isOpen, setOpen] = useState(false)
  const [tabled, setTabled] = useState(false)
  const start = useAct('startNewVersion')
  const number = material.versions.length
  if (mayAct(actor, 'start-version', materialOf(material)) !== true) return null
  return (
    <section className="panel" aria-labelledby="next-version">
      <h2 id="next-version">{t('completion.nextVersion', { number: number + 1 })}</h2>
      <p>{t('completion.nextVersionText', { number })}</p>
      <Button onPress={() => setOpen(true)}>{t('completion.startVersion')}</Button>
      {isOpen ? (
        <ReasonDialog
          title={t('completion.nextVersion', { number: number + 1 })}
          verb={t('completion.startVersion')}
          onClose={() => setOpen(false)}
          onReason={async (reason) => {
            const outcome = await start.run({ params: { materialId: material.id }, body: { reason, tabled } })
            if (outcome === null || isFailure(outcome)) return false
            notify({ tone: 'success', text: t('completion.versionStarted', { number: number + 1 }) })
            onDone()
            void navigate({ to: '/materials/$materialId', params: { materialId: material.id }, search: {} })
            return true
          }}
        >
          <p>{t('completion.nextVersionText', { number })}</p>
          <Checkbox isSelected={tabled} onChange={setTabled}>
            {t('completion.tabled')}
          </Checkbox>
        </ReasonDialog>
      ) : null}
    </section>
  )
}
