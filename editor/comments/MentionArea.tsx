import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { TextArea, type TextFieldProps } from '../ui/TextField.tsx'
import { fitting, mentionAt, withMention, type Mentionable } from './mentions.ts'

type MentionAreaProps = Omit<TextFieldProps, 'value' | 'onChange'> & {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly rows?: number
  /** Who may be named; nobody who could not see the text. */
  readonly people: readonly Mentionable[]
}

/** At most so many names are offered. */
const offered = 6

/** Several lines of text in which "@" offers people to name; arrows, Enter or Tab, Escape. */
export function MentionArea({ value, onChange, people, ...rest }: MentionAreaProps) {
  const { t } = useTranslation()
  const listId = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const wanted = useRef<number | null>(null)
  const [caret, setCaret] = useState<number | null>(null)
  const [current, setCurrent] = useState(0)
  const query = caret === null ? null : mentionAt(value, caret)
  const found = query ? fitting(people, query.words, offered) : []
  const isOpen = found.length > 0
  const at = Math.min(current, found.length - 1)
  const chosen = found[at]
  const optionId = (index: number) => `${listId}-${index}`

  useLayoutEffect(() => {
    if (wanted.current === null || !area.current) return
    area.current.setSelectionRange(wanted.current, wanted.current)
    wanted.current = null
  })
  const take = (person: Mentionable) => {
    if (!query || caret === null) return
    const next = withMention(value, query, caret, person)
    wanted.current = next.caret
    setCaret(null)
    onChange(next.text)
  }
  const onKey = (event: KeyboardEvent) => {
    if (!isOpen || !chosen || event.nativeEvent.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) setCurrent((at + step + found.length) % found.length)
    else if ((event.key === 'Enter' && !event.ctrlKey && !event.metaKey) || event.key === 'Tab') take(chosen)
    else if (event.key === 'Escape') setCaret(null)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="mention-area" onKeyDownCapture={onKey}>
      <TextArea
        {...rest}
        areaRef={area}
        value={value}
        onChange={(next) => {
          onChange(next)
          setCaret(area.current?.selectionStart ?? null)
          setCurrent(0)
        }}
        onBlur={() => setCaret(null)}
        aria-autocomplete="list"
        {...(isOpen ? { 'aria-controls': listId, 'aria-activedescendant': optionId(at) } : {})}
      />
      {isOpen ? (
        <ul className="popover list mention-list" role="listbox" id={listId} aria-label={t('review.mention.offer')}>
          {found.map((person, index) => (
            <li
              key={person.id}
              id={optionId(index)}
              role="option"
              aria-selected={person === chosen}
              className="option"
              data-focused={person === chosen || undefined}
              onPointerDown={(event) => {
                // The caret stays in the text.
                event.preventDefault()
                take(person)
              }}
            >
              <span className="option-words">
                {person.displayName}
                {person.detail ? <span className="option-detail">{person.detail}</span> : null}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      <span role="status" className="visually-hidden">
        {isOpen ? t('review.mention.found', { count: found.length }) : null}
      </span>
    </div>
  )
}
