import type { Material, ReviewComment } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/useFormat.ts'
import { partTitleOf } from './CommentTarget.ts'
import { Proposal } from './Proposal.tsx'

interface CommentPlaceLineProps {
  readonly material: Material
  readonly comment: ReviewComment
}

/** What a comment is about: the words with their proposed change, a table, a picture, a page, a part, the material. */
export function CommentPlaceLine({ material, comment }: CommentPlaceLineProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { place, proposedWording, settled } = comment
  const title = partTitleOf(material, place) ?? t('review.place.partGone')
  switch (place.at) {
    case 'passage':
      return proposedWording === null || settled?.wordingApplied ? (
        <blockquote className="comment-quote">{format.quoted(shorten(place.anchor.quote))}</blockquote>
      ) : (
        <Proposal quote={place.anchor.quote} wording={proposedWording} />
      )
    case 'table':
      return (
        <>
          <p className="quiet">{t('review.place.table')}</p>
          <blockquote className="comment-quote">{shorten(place.anchor.quote)}</blockquote>
        </>
      )
    case 'image':
      return (
        <p className="quiet">{t('review.place.imageOf', { caption: place.caption || t('review.place.noCaption') })}</p>
      )
    case 'page':
      return <p className="quiet">{t('review.place.pageOf', { title, page: place.page })}</p>
    case 'part':
      return <p className="quiet">{t('review.place.partOf', { title })}</p>
    case 'material':
      return <p className="quiet">{t('comment.aboutMaterial')}</p>
  }
}

const shorten = (quote: string) => (quote.length > 160 ? `${quote.slice(0, 159)}…` : quote)
