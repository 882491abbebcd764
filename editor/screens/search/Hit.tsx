import type { SearchHit } from '@glosa/domain/contract'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/useFormat.ts'
import { Link } from '../../ui/Link.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Snippet } from './Snippet.tsx'

/** One finding: what it is, where it leads, the words around. */
export function Hit({ hit }: { readonly hit: SearchHit }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { materialId, commentId, commentNumber, partId, partTitle } = hit
  const what = [
    t(`search.one.${hit.kind}`),
    commentNumber === null || commentNumber === 0 ? null : t('search.comment', { number: commentNumber }),
  ]
  const facts = [hit.number, hit.kind === 'material' ? null : partTitle, hit.author, format.day(hit.at)]
  return (
    <li className="hit">
      <p className="hit-head">
        <Tag>{what.filter(Boolean).join(' ')}</Tag>
        <Link
          to="/materials/$materialId"
          params={{ materialId }}
          search={{ ...(commentId ? { comment: commentId } : {}), ...(partId ? { part: partId } : {}) }}
        >
          {hit.title}
        </Link>
        {hit.kind === 'material' ? <StatusTag state={hit.state} /> : null}
      </p>
      <p>
        <Snippet pieces={hit.snippet} />
      </p>
      <p className="quiet">{facts.filter(Boolean).join(' · ')}</p>
    </li>
  )
}
