import type { ShownCard } from '@glosa/domain/contract'
import { useTranslation } from 'react-i18next'
import { Link } from '../ui/Link.tsx'

interface MaterialTitleProps {
  readonly card: ShownCard
  /** Leads to the paper on the agenda of a meeting, where the person goes on reading; else to the material. */
  readonly paper?: ShownCard['tasks'][number]['paper']
}

/** Title of a material as a link, below it the number, the lead unit and the last version. */
export function MaterialTitle({ card, paper }: MaterialTitleProps) {
  const { t } = useTranslation()
  const facts = [card.number, card.leadUnitName, card.versions > 0 && t('materials.version', { number: card.versions })]
  return (
    <>
      {paper ? (
        <Link
          to="/meetings/$meetingId/items/$itemId"
          params={{ meetingId: paper.meetingId, itemId: paper.itemId }}
          search={{ part: paper.partId, goOn: true }}
        >
          {card.title}
        </Link>
      ) : (
        <Link to="/materials/$materialId" params={{ materialId: card.materialId }}>
          {card.title}
        </Link>
      )}
      <div className="quiet">{facts.filter(Boolean).join(' · ')}</div>
    </>
  )
}
