import type { AnswerOf, MaterialView, PublicationPlanView } from '@glosa/domain/contract'
import { stillThere, type SearchedPart } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, reading, saveFile, useAct, useSession } from '../../api/index.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { notify } from '../../ui/notify.ts'
import { Select } from '../../ui/Select.tsx'
import { MaterialSubpage } from '../MaterialSubpage.tsx'
import { CopyEditor } from './CopyEditor.tsx'
import { FactsForm } from './FactsForm.tsx'
import { emptyCopy, firstPlan, removedCount } from './planOf.ts'
import { LeaveUnsaved } from './LeaveUnsaved.tsx'
import { PublicationState } from './PublicationState.tsx'
import { PublishDialog } from './PublishDialog.tsx'
import { StillThereList } from './StillThereList.tsx'
import './publication.css'

/** "Zveřejnění": what everybody may see of a material, and what is taken out before. */
export function PublicationScreen() {
  const { t } = useTranslation()
  const { person } = useSession()
  const { materialId } = useParams({ from: '/office/materials/$materialId/publication' })
  return (
    <MaterialSubpage materialId={materialId} title={t('publication.title')}>
      {(material) =>
        person.roles.includes('secretary') ? (
          <Loaded material={material} />
        ) : (
          <Notice tone="info">{t('publication.notYours')}</Notice>
        )
      }
    </MaterialSubpage>
  )
}

function Loaded({ material }: { readonly material: MaterialView }) {
  const { t } = useTranslation()
  const state = useQuery({
    ...reading('readPublication', { params: { materialId: material.id } }),
    refetchOnMount: 'always',
  })
  const problem =
    material.access === 'non-public'
      ? t('refusal.material-non-public')
      : material.state === 'draft' && material.versions.length === 0
        ? t('refusal.material-still-draft')
        : null
  return (
    <Answer of={state}>
      {(known) => (
        <div className="stack publication">
          <PublicationState materialId={material.id} state={known} />
          {problem ? <Notice tone="warning">{problem}</Notice> : <Preparation material={material} state={known} />}
        </div>
      )}
    </Answer>
  )
}

interface PreparationProps {
  readonly material: MaterialView
  readonly state: AnswerOf<'readPublication'>
}

function Preparation({ material, state }: PreparationProps) {
  const { t } = useTranslation()
  const [plan, setPlan] = useState<PublicationPlanView>(() => firstPlan(material))
  // What the server has; before anything is saved, what one begins with.
  const [kept, setKept] = useState(plan)
  const changeCopy = useCallback(
    (change: (copy: NonNullable<PublicationPlanView['copy']>) => NonNullable<PublicationPlanView['copy']>) =>
      setPlan((now) => (now.copy ? { ...now, copy: change(now.copy) } : now)),
    [],
  )
  const text = useQuery({
    ...reading('readText', { params: { materialId: material.id, text: String(plan.copy?.version ?? 0) } }),
    enabled: plan.copy !== null,
    staleTime: Infinity,
  })
  const parts = useMemo(() => (text.data?.parts ?? []) as readonly SearchedPart[], [text.data])
  const version = material.versions.find(({ number }) => number === plan.copy?.version)
  const kindOf = useMemo(() => new Map(version?.parts.map(({ partId, kind }) => [partId, kind]) ?? []), [version])
  const newest = material.versions.at(-1)?.number
  return (
    <>
      <FactsForm plan={plan} meeting={state.meeting} onChange={setPlan} />
      <section className="panel stack" aria-labelledby="public-copy">
        <h2 id="public-copy">{t('publication.copy')}</h2>
        {newest === undefined ? (
          <p className="quiet">{t('publication.noVersion')}</p>
        ) : (
          <Checkbox
            isSelected={plan.copy !== null}
            onChange={(isIn) => setPlan({ ...plan, copy: isIn ? emptyCopy(newest) : null })}
          >
            {t('publication.withCopy')}
          </Checkbox>
        )}
        {plan.copy && material.versions.length > 1 ? (
          <Select
            label={t('publication.version')}
            choices={material.versions.map(({ number }) => ({
              id: String(number),
              label: t('publication.versionNumber', { number }),
            }))}
            selected={String(plan.copy.version)}
            onSelect={(id) => setPlan({ ...plan, copy: emptyCopy(Number(id)) })}
          />
        ) : null}
        {plan.copy ? <p className="quiet">{t('publication.copyHint')}</p> : null}
      </section>
      {plan.copy ? (
        <Answer of={text}>
          {() =>
            plan.copy ? (
              <>
                <CopyEditor parts={parts} kindOf={kindOf} copy={plan.copy} onChange={changeCopy} />
                <StillThereList parts={parts} copy={plan.copy} title={plan.title} onChange={changeCopy} />
              </>
            ) : null
          }
        </Answer>
      ) : null}
      <Acts material={material} state={state} plan={plan} parts={parts} onKept={setKept} />
      <LeaveUnsaved isChanged={JSON.stringify(plan) !== JSON.stringify(kept)} />
    </>
  )
}

interface ActsProps extends PreparationProps {
  readonly plan: PublicationPlanView
  readonly parts: readonly SearchedPart[]
  /** The server has this plan now. */
  readonly onKept: (plan: PublicationPlanView) => void
}

function Acts({ material, state, plan, parts, onKept }: ActsProps) {
  const { t } = useTranslation()
  const [isConfirming, setConfirming] = useState(false)
  const changes = ['readPublication', 'readMaterial', 'readEvents'] as const
  const save = useAct('planPublication', { changes })
  const preview = useAct('previewPublicCopy')
  const publish = useAct('publishMaterial', { changes })
  const asked = { params: { materialId: material.id }, body: plan }
  const open = useMemo(() => (plan.copy ? stillThere({ parts }, plan.copy, plan.title).length : 0), [parts, plan])
  const isIncomplete = plan.title.trim() === '' || open > 0
  const doSave = async () => {
    const outcome = await save.run(asked)
    if (outcome === null || isFailure(outcome)) return
    onKept(plan)
    notify({ tone: 'success', text: t('publication.saved') })
  }
  const doPreview = async () => {
    const bytes = await preview.run(asked)
    if (bytes !== null && !isFailure(bytes)) saveFile(bytes, `${material.number}-public.pdf`, 'application/pdf')
  }
  const doPublish = async () => {
    const outcome = await publish.run(asked)
    setConfirming(false)
    if (outcome === null || isFailure(outcome)) return
    onKept(plan)
    notify({ tone: 'success', text: t('publication.publishedNow') })
  }
  return (
    <div className="publication-acts">
      <p className="quiet" role="status">
        {plan.copy ? t('publication.removedSoFar', { count: removedCount(plan.copy) }) : null}
      </p>
      {open > 0 ? (
        <Button
          variant="quiet"
          size="small"
          icon={<TriangleAlert size={16} aria-hidden="true" />}
          onPress={() => document.getElementById('still-there')?.scrollIntoView({ block: 'center' })}
        >
          {t('publication.showStillThere', { count: open })}
        </Button>
      ) : null}
      <div className="row">
        <Button onPress={() => void doSave()} isPending={save.isPending} isDisabled={plan.title.trim() === ''}>
          {t('publication.save')}
        </Button>
        {plan.copy ? (
          <Button onPress={() => void doPreview()} isPending={preview.isPending} isDisabled={isIncomplete}>
            {t('publication.preview')}
          </Button>
        ) : null}
        <Button
          variant="primary"
          onPress={() => setConfirming(true)}
          isPending={publish.isPending}
          isDisabled={isIncomplete}
        >
          {state.publication.published ? t('publication.publishAgain') : t('publication.publishAsk')}
        </Button>
      </div>
      {isConfirming ? (
        <PublishDialog
          plan={plan}
          meeting={state.meeting}
          address={state.address}
          isPending={publish.isPending}
          onConfirm={() => void doPublish()}
          onCancel={() => setConfirming(false)}
        />
      ) : null}
    </div>
  )
}
