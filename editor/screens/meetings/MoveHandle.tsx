import GripVertical from 'lucide-react/icons/grip-vertical'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface MoveHandleProps {
  readonly label: string
  readonly onStep: (by: 1 | -1) => void
  /** @param at where the pointer is, in pixels from the top of the window */
  readonly onDrag: (at: number) => void
  readonly onDrop: () => void
}

/** Moves a line of a list: by arrows up and down when it has the focus, or dragged by mouse, pen or finger. */
export function MoveHandle({ label, onStep, onDrag, onDrop }: MoveHandleProps) {
  const { t } = useTranslation()
  const [isDragged, setDragged] = useState(false)
  return (
    <button
      type="button"
      className="button button-quiet button-icon move-handle"
      aria-label={label}
      aria-description={t('meeting.moveHint')}
      data-dragged={isDragged || undefined}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
        event.preventDefault()
        onStep(event.key === 'ArrowUp' ? -1 : 1)
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setDragged(true)
      }}
      onPointerMove={(event) => {
        if (isDragged) onDrag(event.clientY)
      }}
      onPointerUp={() => {
        if (isDragged) onDrop()
        setDragged(false)
      }}
      onPointerCancel={() => {
        if (isDragged) onDrop()
        setDragged(false)
      }}
    >
      <GripVertical size={18} aria-hidden="true" />
    </button>
  )
}
