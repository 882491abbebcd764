import type { PublicationPlanView } from '@glosa/domain/contract'
import { stillThere, type SearchedPart, type StillThere } from '@glosa/domain/model'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/useFormat.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { keepingElsewhere, removingEverywhere } from './resolveFinding.ts'

type CopyView = NonNullable<PublicationPlanView['copy']>

interface StillThereListProps {
  readonly parts: readonly SearchedPart[]
  readonly copy: CopyView
  readonly title: string
  readonly onChange: (change: (copy: CopyView) => CopyView) => void
}

/** What is removed in one place and left in another, with both ways out. */
export function StillThereList({ parts, copy, title, onChange }: StillThereListProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const findings = useMemo(() => stillThere({ parts }, copy, title), [parts, copy, title])
  if (findings.length === 0) return null
  return (
    <div id="still-there">
      <Notice tone="warning" title={t('publication.stillThere', { count: findings.length })} role="status">
        <ul className="plain-list stack">
          {findings.map((finding) => (
            <li key={`${finding.words} ${finding.places.length}`} className="row redaction-finding">
              <span>
                <strong>{format.quoted(excerpt(finding.words))}</strong> {where(finding, t)}
              </span>
              {finding.places.length > 0 ? (
                <Button size="small" onPress={() => onChange((now) => removingEverywhere(now, finding))}>
                  {t('publication.removeEverywhere')}
                </Button>
              ) : null}
              <Button size="small" onPress={() => onChange((now) => keepingElsewhere({ parts }, now, finding))}>
                {t('publication.keepElsewhere')}
              </Button>
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  )
}

const excerpt = (words: string): string => (words.length > 80 ? `${words.slice(0, 77).trimEnd()}…` : words)

const where = ({ places }: StillThere, t: TFunction): string =>
  places.length === 0 ? t('publication.inTitle') : t('publication.inPlaces', { count: places.length })
