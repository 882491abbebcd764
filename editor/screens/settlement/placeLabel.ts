import type { Material, ReviewComment } from '@glosa/domain/model'
import type { TFunction } from 'i18next'
import { partTitleOf } from '../../comments/CommentTarget.ts'

/**
 * Where a comment belongs, in words; a page and a picture are named, words are cited.
 * @param cited a citation, `''`, `'gone'`, or `undefined` while the text is not read yet
 */
export function placeLabel(
  material: Material,
  { place }: ReviewComment,
  cited: string | undefined,
  t: TFunction,
): string {
  if (cited === 'gone') return t('settlement.place.gone')
  const title = partTitleOf(material, place) ?? t('review.place.partGone')
  switch (place.at) {
    case 'material':
      return t('settlement.place.material')
    case 'page':
      return t('review.place.pageOf', { title, page: place.page })
    case 'image':
      return `${title}, ${t('review.place.imageOf', { caption: place.caption || t('review.place.noCaption') })}`
    case 'part':
      return title
    case 'passage':
    case 'table':
      return cited ? `${title}, ${cited}` : title
  }
}
