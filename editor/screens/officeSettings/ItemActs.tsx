import ArrowDown from 'lucide-react/icons/arrow-down'
import ArrowUp from 'lucide-react/icons/arrow-up'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../../ui/Button.tsx'

interface ItemActsProps {
  readonly name: string
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly onMove: (by: -1 | 1) => void
  /** Not given: this one must stay. */
  readonly onRemove: (() => void) | undefined
}

/** Moves an entry of an ordered list, or removes it. */
export function ItemActs({ name, isFirst, isLast, onMove, onRemove }: ItemActsProps) {
  const { t } = useTranslation()
  return (
    <div className="form-acts">
      <IconButton
        size="small"
        label={t('setting.moveUp', { name })}
        icon={<ArrowUp size={16} aria-hidden="true" />}
        onPress={() => onMove(-1)}
        isDisabled={isFirst}
      />
      <IconButton
        size="small"
        label={t('setting.moveDown', { name })}
        icon={<ArrowDown size={16} aria-hidden="true" />}
        onPress={() => onMove(1)}
        isDisabled={isLast}
      />
      {onRemove ? (
        <Button size="small" aria-label={t('setting.removeOf', { name })} onPress={onRemove}>
          {t('setting.remove')}
        </Button>
      ) : null}
    </div>
  )
}
