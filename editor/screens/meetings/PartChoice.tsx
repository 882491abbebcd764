import type { AgendaPart, PartId, ReadingState } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../ui/Tag.tsx'
import { readingTones } from './readingTones.ts'

interface PartChoiceProps {
  readonly parts: readonly AgendaPart[]
  readonly stateOf: (partId: PartId) => ReadingState
  readonly selected: PartId
  readonly onSelect: (partId: PartId) => void
}

/** The parts of the papers, each with how far it was read. */
export function PartChoice({ parts, stateOf, selected, onSelect }: PartChoiceProps) {
  const { t } = useTranslation()
  return (
    <nav aria-label={t('reader.parts')}>
      <ul className="plain-list reader-parts">
        {parts.map(({ partId, title }) => {
          const state = stateOf(partId)
          return (
            <li key={partId}>
              <button
                type="button"
                className="reader-part"
                aria-current={partId === selected ? 'true' : undefined}
                onClick={() => onSelect(partId)}
              >
                <span>{title}</span>
                <Tag tone={readingTones[state]}>{t(`meeting.reading.${state}`)}</Tag>
              </button>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
