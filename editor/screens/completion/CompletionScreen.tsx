import type { MaterialView } from '@glosa/domain/contract'
import { useQuery } from '@tanstack/react-query'
import { useLocation, useParams } from '@tanstack/react-router'
import CircleCheck from 'lucide-react/icons/circle-check'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { forget, reading } from '../../api/index.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { AmendmentsOfMaterial } from '../meetings/AmendmentsOfMaterial.tsx'
import { MaterialSubpage } from '../MaterialSubpage.tsx'
import { ApprovalPanel } from './ApprovalPanel.tsx'
import { DisputePanel } from './DisputePanel.tsx'
import { materialOf } from '../material/materialStore.ts'
import { NewVersionPanel } from './NewVersionPanel.tsx'
import { Obstacles } from './Obstacles.tsx'
import './completion.css'

/** "Dokončení": what stands in the way of the lock, disputes, approvals, and the next version. */
export function CompletionScreen() {
  const { t } = useTranslation()
  const { materialId } = useParams({ from: '/office/materials/$materialId/completion' })
  return (
    <MaterialSubpage materialId={materialId} title={t('completion.title')} renewEvery={() => 20_000}>
      {(material) => <Panels material={material} />}
    </MaterialSubpage>
  )
}

function Panels({ material }: { readonly material: MaterialView }) {
  const { t } = useTranslation()
  const { hash } = useLocation()
  const readiness = useQuery({
    ...reading('readReadiness', { params: { materialId: material.id } }),
    refetchOnMount: 'always',
    refetchInterval: 20_000,
  })
  const isHere = readiness.data !== undefined
  useEffect(() => {
    // A link to a part of this page: the part is here only now.
    if (isHere && hash) document.getElementById(hash)?.scrollIntoView()
  }, [isHere, hash])
  const onDone = () => void forget('readMaterial', 'readReadiness', 'listTasks', 'listApprovals')
  return (
    <Answer of={readiness}>
      {(ready) => (
        <div className="stack completion">
          {material.state === 'locked' ? null : (
            <section className="panel" aria-labelledby="obstacles">
              <h2 id="obstacles">{t('completion.obstacles')}</h2>
              {ready.obstacles.length === 0 ? (
                <Notice tone="success" icon={<CircleCheck size={18} aria-hidden="true" />}>
                  {t('completion.ready')}
                </Notice>
              ) : (
                <Obstacles material={materialOf(material)} obstacles={ready.obstacles} />
              )}
            </section>
          )}
          <ApprovalPanel material={material} ready={ready} onDone={onDone} />
          <DisputePanel material={material} ready={ready} onDone={onDone} />
          {material.versions.length > 0 ? <AmendmentsOfMaterial materialId={material.id} /> : null}
          {material.state === 'locked' ? <NewVersionPanel material={material} ready={ready} onDone={onDone} /> : null}
        </div>
      )}
    </Answer>
  )
}
