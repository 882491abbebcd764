import type { MaterialView } from '@glosa/domain/contract'
import { useTranslation } from 'react-i18next'
import { Link } from '../../ui/Link.tsx'
import type { ComparedLine } from './compareLines.ts'
import type { ComparedPart } from './comparePages.ts'

/** A change as the list beside the text shows it. */
export interface ShownChange {
  /** Id of the element of its line. */
  readonly id: string
  readonly part: ComparedPart
  readonly line: Exclude<ComparedLine, { type: 'kept' | 'left' }>
  /** The accepted comment behind it, where one is known. */
  readonly cause: MaterialView['comments'][number] | null
}

interface ChangeListProps {
  readonly material: MaterialView
  readonly changes: readonly ShownChange[]
  readonly active: string | null
  readonly onShow: (id: string) => void
}

/** All changes in order, each with its place and the comment that caused it. */
export function ChangeList({ material, changes, active, onShow }: ChangeListProps) {
  const { t } = useTranslation()
  return (
    <aside className="compare-changes" aria-labelledby="changes">
      <h2 id="changes">{t('compare.changes', { count: changes.length })}</h2>
      <ol className="plain-list">
        {changes.map(({ id, part, line, cause }) => (
          <li key={id} className={active === id ? 'compare-change is-active' : 'compare-change'}>
            <button type="button" aria-current={active === id ? 'true' : undefined} onClick={() => onShow(id)}>
              <strong>{line.line.citation || part.title}</strong>
              <span>
                {t(`compare.kind.${line.type}`)}: {summaryOf(line)}
              </span>
            </button>
            <span className="quiet">
              {cause ? (
                <Link to="/materials/$materialId" params={{ materialId: material.id }} search={{ comment: cause.id }}>
                  {t('compare.cause', { number: cause.number, who: cause.by.displayName })}
                </Link>
              ) : (
                t('compare.noCause')
              )}
            </span>
          </li>
        ))}
      </ol>
    </aside>
  )
}

const short = (text: string) => (text.length > 90 ? `${text.slice(0, 87).trimEnd()}…` : text)

/** The words that changed: "bude hradit → hradí". */
function summaryOf(line: ShownChange['line']): string {
  if (line.type === 'added' || line.type === 'removed') return short(line.line.text)
  const words = (wanted: 'removed' | 'added') =>
    line.stretches
      .filter(({ type }) => type === wanted)
      .map(({ text }) => text.trim())
      .filter(Boolean)
      .join(' … ')
  const [gone, come] = [words('removed'), words('added')]
  if (gone === '' && come === '') return short(line.line.text)
  return `${short(gone) || '∅'} → ${short(come) || '∅'}`
}
