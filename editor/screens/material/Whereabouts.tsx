import { openDisputes, openSteps, runningRoute, stepsToTake, type Material } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { Link } from '../../ui/Link.tsx'
import { Tag } from '../../ui/Tag.tsx'

/** Tags of the header that lead to the page of completion: how far the approval is, and how many disputes are open. */
export function Whereabouts({ material }: { readonly material: Material }) {
  const { t } = useTranslation()
  const params = { materialId: material.id }
  const route = material.state === 'locked' ? null : runningRoute(material)
  const disputes = openDisputes(material).length
  const total = route ? stepsToTake(material, route).length : 0
  const given = route ? total - openSteps(material, route).length : 0
  return (
    <>
      {route ? (
        <Link to="/materials/$materialId/completion" params={params} hash="approval" className="tag-link">
          <Tag tone={given === total ? 'success' : 'brand'}>{t('whereabouts.approval', { given, total })}</Tag>
        </Link>
      ) : null}
      {disputes > 0 ? (
        <Link to="/materials/$materialId/completion" params={params} hash="disputes" className="tag-link">
          <Tag tone="danger">{t('whereabouts.disputes', { count: disputes })}</Tag>
        </Link>
      ) : null}
    </>
  )
}
