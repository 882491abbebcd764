import type { ShownNotice } from '@glosa/domain/contract'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/useFormat.ts'

/** What a notice says, and the comments it is about (empty when there are none with a number). */
export function useNoticeWords(notice: ShownNotice): { readonly what: string; readonly about: string } {
  const { t } = useTranslation()
  const format = useFormat()
  const { kind, comments, dueAt } = notice
  const numbers = comments.map(({ number }) => number).filter((number) => number > 0)
  const list = numbers.map((number) => format.number(number)).join(', ')
  const what =
    kind === 'comment-lodged' && comments.length === 0
      ? t('notices.noComments')
      : t(`notices.line.${kind}`, { count: comments.length, due: dueAt === null ? '' : format.dayAndTime(dueAt) })
  const about = numbers.length === 0 ? '' : t(numbers.length === 1 ? 'notices.number' : 'notices.numbers', { list })
  return { what, about }
}
