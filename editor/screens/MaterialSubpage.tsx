import type { MaterialView } from '@glosa/domain/contract'
import { parseMaterialId, type MaterialId } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { reading } from '../api/index.ts'
import { Answer } from '../shell/Answer.tsx'
import { Page } from '../shell/Page.tsx'
import { NotFoundScreen } from '../shell/Problems.tsx'
import { Breadcrumbs } from '../ui/Breadcrumbs.tsx'
import { Link } from '../ui/Link.tsx'

interface MaterialSubpageProps {
  /** From the address: anything a person typed. */
  readonly materialId: string
  readonly title: string
  /** Milliseconds until the material is asked for again; `false` is never. */
  readonly renewEvery?: (material: MaterialView | undefined) => number | false
  readonly children: (material: MaterialView) => ReactNode
}

/** A page about one material beside its text: the way back, the title, and the material once it is here. */
export function MaterialSubpage({ materialId, ...rest }: MaterialSubpageProps) {
  const id = parseMaterialId(materialId)
  return id ? <Subpage {...rest} materialId={id} /> : <NotFoundScreen />
}

function Subpage(props: Omit<MaterialSubpageProps, 'materialId'> & { readonly materialId: MaterialId }) {
  const { materialId, title, renewEvery, children } = props
  const { t } = useTranslation()
  const material = useQuery({
    ...reading('readMaterial', { params: { materialId } }),
    refetchOnMount: 'always',
    refetchInterval: (query) => renewEvery?.(query.state.data) ?? false,
  })
  const name = material.data ? `${material.data.number} – ${title}` : title
  return (
    <Page title={name}>
      <Breadcrumbs
        links={[
          <Link key="materials" to="/materials" search={{}}>
            {t('materials.title')}
          </Link>,
          ...(material.data
            ? [
                <Link key="material" to="/materials/$materialId" params={{ materialId }}>
                  {material.data.number}
                </Link>,
              ]
            : []),
        ]}
        current={title}
      />
      <div className="subpage-header">
        <h1>{title}</h1>
        {material.data ? <p className="quiet">{material.data.title}</p> : null}
      </div>
      <Answer of={material}>{children}</Answer>
    </Page>
  )
}
