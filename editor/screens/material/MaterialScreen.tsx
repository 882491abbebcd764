import { parseMaterialId } from '@glosa/domain/model'
import { useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { isOffline, problemKey } from '../../api/index.ts'
import { Page } from '../../shell/Page.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { firstText, MaterialPage } from './MaterialPage.tsx'
import { useMaterial, type MaterialState } from './useMaterial.ts'
import '../../text/body.css'
import './material.css'

/** A material: its texts with the comments beside them. */
export function MaterialScreen() {
  const materialId = parseMaterialId(useParams({ from: '/office/materials/$materialId' }).materialId)
  return materialId ? <Loading key={materialId} materialId={materialId} /> : <MaterialMissing />
}

function Loading({ materialId }: { readonly materialId: NonNullable<ReturnType<typeof parseMaterialId>> }) {
  const asked = useSearch({ from: '/office/materials/$materialId' })
  const state = useMaterial(materialId, (material) => firstText(material, asked))
  return state.state === 'ready' ? (
    <MaterialPage store={state.store} rooms={state.rooms} />
  ) : (
    <MaterialOnItsWay state={state} />
  )
}

/** What stands there until a material is read, and when it cannot be. */
export function MaterialOnItsWay({ state }: { readonly state: Exclude<MaterialState, { state: 'ready' }> }) {
  const { t } = useTranslation()
  if (state.state === 'loading') {
    return (
      <Page title={t('material.loading')}>
        <Spinner label={t('material.loading')} />
      </Page>
    )
  }
  if (!isOffline(state.problem) && state.problem.refused === 'not-found') return <MaterialMissing />
  return (
    <Page title={t('material.failed')} isNarrow>
      <EmptyState title={t('material.failed')}>
        <p>{t(problemKey(state.problem))}</p>
        <Button variant="primary" onPress={state.retry}>
          {t('material.tryAgain')}
        </Button>
      </EmptyState>
    </Page>
  )
}

/** The material is not there, or not for this person: they are told the same. */
export function MaterialMissing() {
  const { t } = useTranslation()
  return (
    <Page title={t('material.notFound')} isNarrow>
      <h1 className="visually-hidden">{t('material.notFound')}</h1>
      <EmptyState title={t('material.notFound')}>
        <p>{t('material.notFoundHint')}</p>
      </EmptyState>
    </Page>
  )
}
