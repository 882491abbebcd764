import type { Readiness } from '@glosa/domain/contract'
import { undecidedLateComments, type Material, type MaterialId } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { Link } from '../../ui/Link.tsx'
import './obstacles.css'

interface ObstaclesProps {
  readonly material: Material
  readonly obstacles: Readiness['obstacles']
  /** Called when a way is taken: a window over the page closes. */
  readonly onGo?: () => void
}

type Obstacle = Readiness['obstacles'][number]

/** What stands in the way of a lock, each with the way to where it is removed. */
export function Obstacles({ material, obstacles, onGo }: ObstaclesProps) {
  return (
    <ol className="obstacles">
      {obstacles.map((obstacle, index) => (
        <li key={`${obstacle.code} ${index}`}>
          <ObstacleWords obstacle={obstacle} /> <WayThere material={material} code={obstacle.code} onGo={onGo} />
        </li>
      ))}
    </ol>
  )
}

function ObstacleWords({ obstacle: { code, detail } }: { readonly obstacle: Obstacle }) {
  const { t } = useTranslation()
  const count = Number(Object.values(detail ?? {}).find((value) => typeof value === 'number') ?? 0)
  switch (code) {
    case 'late-comments-undecided':
    case 'comments-unsettled':
    case 'settlements-held':
    case 'reactions-awaited':
    case 'dispute-open':
    case 'accepted-text-rewritten':
      return t(`obstacle.${code}`, { count })
    case 'approval-incomplete':
      return count > 0 ? t('obstacle.approval-incomplete', { count }) : t('obstacle.approval-not-started')
    default:
      return t(`refusal.${code}`)
  }
}

const filters = {
  'comments-unsettled': 'unsettled',
  'settlements-held': 'prepared',
  'reactions-awaited': 'awaited',
  'accepted-text-rewritten': 'rewritten',
} as const

interface WayThereProps {
  readonly material: Material
  readonly code: Obstacle['code']
  readonly onGo: (() => void) | undefined
}

function WayThere({ material, code, onGo }: WayThereProps) {
  const { t } = useTranslation()
  const params: { readonly materialId: MaterialId } = { materialId: material.id }
  switch (code) {
    case 'comments-unsettled':
    case 'settlements-held':
    case 'reactions-awaited':
    case 'accepted-text-rewritten':
      return (
        <Link to="/materials/$materialId/settlement" params={params} search={{ show: filters[code] }} onClick={onGo}>
          {t('obstacle.solve')}
        </Link>
      )
    case 'late-comments-undecided': {
      const [late] = undecidedLateComments(material)
      return (
        <Link to="/materials/$materialId" params={params} search={late ? { comment: late.id } : {}} onClick={onGo}>
          {t('obstacle.solve')}
        </Link>
      )
    }
    case 'dispute-open':
    case 'approval-incomplete':
      return (
        <Link
          to="/materials/$materialId/completion"
          params={params}
          hash={code === 'dispute-open' ? 'disputes' : 'approval'}
          onClick={onGo}
        >
          {t('obstacle.solve')}
        </Link>
      )
    default:
      return null
  }
}
