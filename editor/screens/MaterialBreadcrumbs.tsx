import type { Material } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { Breadcrumbs } from '../ui/Breadcrumbs.tsx'
import { Link } from '../ui/Link.tsx'

interface MaterialBreadcrumbsProps {
  readonly material: Pick<Material, 'id' | 'number'>
  /** The title of the page beside its text. */
  readonly current: string
}

/** The way back from a page of a material, to its text and to all materials. */
export function MaterialBreadcrumbs({ material, current }: MaterialBreadcrumbsProps) {
  const { t } = useTranslation()
  return (
    <Breadcrumbs
      links={[
        <Link key="materials" to="/materials" search={{}}>
          {t('material.materials')}
        </Link>,
        <Link key="material" to="/materials/$materialId" params={{ materialId: material.id }} search={{}}>
          {material.number}
        </Link>,
      ]}
      current={current}
    />
  )
}
