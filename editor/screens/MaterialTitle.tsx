import type { ShownCard } from '@glosa/domain/contract'
import { useTranslation } from 'react-i18next'
import { Link } from '../ui/Link.tsx'

/** Title of a material as a link, below it the number, the lead unit and the last version. */
export function MaterialTitle({ card }: { readonly card: ShownCard }) {
  const { t } = useTranslation()
  const facts = [card.number, card.leadUnitName, card.versions > 0 && t('materials.version', { number: card.versions })]
  return (
    <>
      <Link to="/materials/$materialId" params={{ materialId: card.materialId }}>
        {card.title}
      </Link>
      <div className="quiet">{facts.filter(Boolean).join(' · ')}</div>
    </>
  )
}
