import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
import { ProgressBar } from 'react-aria-components/ProgressBar'
import { Spinner } from './Spinner.tsx'
import { Tooltip } from './Tooltip.tsx'

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  /** `primary` is the one main act of a screen, `danger` cannot be taken back. */
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger'
  readonly size?: 'medium' | 'small'
  readonly icon?: ReactNode
  /** Added to the classes of the button. */
  readonly className?: string
  readonly children?: ReactNode
}

/** A button with a verb on it; while `isPending` it stays focusable, says so and does nothing. */
export function Button({
  variant = 'secondary',
  size = 'medium',
  icon,
  className = '',
  children,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton {...rest} className={`button button-${variant} button-${size} ${className}`}>
      {rest.isPending ? <Working /> : icon}
      {children}
    </AriaButton>
  )
}

// The kit announces the label of a progress bar inside a pending button.
function Working() {
  const { t } = useTranslation()
  return (
    <ProgressBar aria-label={t('ui.working')} isIndeterminate>
      <Spinner size={18} />
    </ProgressBar>
  )
}

/** A button that shows a picture only; its name is read aloud and shown as a tooltip. */
export function IconButton({ label, ...rest }: ButtonProps & { readonly label: string }) {
  return (
    <Tooltip text={label}>
      <Button variant="quiet" {...rest} aria-label={label} className={`button-icon ${rest.className ?? ''}`} />
    </Tooltip>
  )
}
