import { mayAct, parseMaterialId, type MaterialId } from '@glosa/domain/model'
import { useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { actorOf, useSession } from '../../api/index.ts'
import { MaterialBreadcrumbs } from '../MaterialBreadcrumbs.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LinkButton } from '../../ui/Link.tsx'
import { usePageTitle } from '../../ui/usePageTitle.ts'
import { MaterialMissing, MaterialOnItsWay } from '../material/MaterialScreen.tsx'
import type { MaterialStore } from '../material/materialStore.ts'
import { useCommentActs } from '../material/useCommentActs.ts'
import { useMaterial, useMaterialOf } from '../material/useMaterial.ts'
import { setsOf } from '../unitSet/setsOf.ts'
import { RoundPanel } from './RoundPanel.tsx'
import { RoundTermsDialog } from './RoundTermsDialog.tsx'
import './rounds.css'

/** The review rounds of a material: who is asked, who has answered, late comments. */
export function RoundsScreen() {
  const materialId = parseMaterialId(useParams({ from: '/office/materials/$materialId/rounds' }).materialId)
  return materialId ? <Loading key={materialId} materialId={materialId} /> : <MaterialMissing />
}

function Loading({ materialId }: { readonly materialId: MaterialId }) {
  const state = useMaterial(materialId)
  return state.state === 'ready' ? <Rounds store={state.store} /> : <MaterialOnItsWay state={state} />
}

function Rounds({ store }: { readonly store: MaterialStore }) {
  const { t } = useTranslation()
  const material = useMaterialOf(store)
  const session = useSession()
  const actor = useMemo(() => actorOf(session), [session])
  const acts = useCommentActs(store)
  const [opened, setOpened] = useState<'open' | 'plan' | null>(null)
  const may = (action: Parameters<typeof mayAct>[1]) => mayAct(actor, action, material) === true
  const params = { materialId: material.id }
  // One round is prepared at a time, and while one is, it is the one to open.
  const isPlanned = material.rounds.some(({ state }) => state === 'planned')
  usePageTitle(`${t('round.title')} ${material.number}`)
  return (
    <main id="main" className="wrap rounds" tabIndex={-1}>
      <div>
        <MaterialBreadcrumbs material={material} current={t('round.title')} />
        <div className="page-header">
          <h1>{t('round.title')}</h1>
          <span className="row push">
            {setsOf(actor, material).map(({ unitId, unitName }) => (
              <LinkButton key={unitId} to="/materials/$materialId/units/$unitId" params={{ ...params, unitId }}>
                {t('unitSet.titleOf', { unit: unitName })}
              </LinkButton>
            ))}
            {may('plan-round') && !isPlanned ? (
              <Button onPress={() => setOpened('plan')}>{t('round.plan')}</Button>
            ) : null}
            {may('open-round') && !isPlanned ? (
              <Button variant="primary" onPress={() => setOpened('open')}>
                {t('material.openRound')}
              </Button>
            ) : null}
          </span>
        </div>
        <p className="quiet">{material.title}</p>
      </div>
      {material.rounds.length === 0 ? (
        <EmptyState title={t('round.none')}>
          <p>{t('round.noneHint')}</p>
        </EmptyState>
      ) : null}
      {[...material.rounds].reverse().map((round) => (
        <RoundPanel key={round.id} store={store} material={material} actor={actor} round={round} acts={acts} />
      ))}
      {opened ? (
        <RoundTermsDialog store={store} material={material} act={opened} onClose={() => setOpened(null)} />
      ) : null}
    </main>
  )
}
