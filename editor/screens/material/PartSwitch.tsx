import type { Material, PartId } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { Chips } from '../../ui/Chips.tsx'
import type { BodyPart } from './LiveText.tsx'
import { shownComments } from '../../comments/selectComments.ts'

interface PartSwitchProps {
  readonly material: Material
  readonly parts: readonly BodyPart[]
  readonly selected: PartId
  readonly onSelect: (partId: PartId) => void
}

/** Chooses which text of the material is shown; the number says how many comments are about it. */
export function PartSwitch({ material, parts, selected, onSelect }: PartSwitchProps) {
  const { t } = useTranslation()
  const comments = shownComments(material)
  const count = (partId: PartId) =>
    comments.filter(({ place }) => place.at !== 'material' && place.partId === partId).length
  return (
    <div className="part-switch">
      <Chips
        label={t('material.parts')}
        chips={parts.map(({ id, title }) => {
          const number = count(id)
          return number > 0 ? { id, label: title, count: number } : { id, label: title }
        })}
        selected={selected}
        onSelect={onSelect}
      />
    </div>
  )
}
