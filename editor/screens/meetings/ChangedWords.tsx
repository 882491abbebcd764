import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { MarkedText } from '../compare/ComparedText.tsx'
import { compareLines } from '../compare/compareLines.ts'
import { linesOf } from '../compare/linesOf.ts'
import '../compare/compare.css'

interface ChangedWordsProps {
  readonly title: string
  /** ProseMirror JSON of the text as it was read. */
  readonly before: object
  /** ProseMirror JSON of the text now. */
  readonly after: object
}

/** What changed in a text since the person read it, drawn into one text. */
export function ChangedWords({ title, before, after }: ChangedWordsProps) {
  const { t } = useTranslation()
  const lines = useMemo(() => compareLines(linesOf(before), linesOf(after)), [before, after])
  return (
    <section className="panel reader-changes" aria-label={t('reader.changesOf', { title })}>
      <h2>{t('reader.changesOf', { title })}</h2>
      <MarkedText lines={lines} idOf={(index) => `change-${index}`} active={null} />
    </section>
  )
}
