import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
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

/**
 * A button with a verb on it; while `isPending` it stays focusable, says so and does nothing. The
 * kit's own pending state is not used: its announcement points at a button that the act may have
 * taken away meanwhile.
 */
export function Button(props: ButtonProps) {
  const { variant = 'secondary', size = 'medium', icon, className = '', children, ...others } = props
  const { isPending = false, onPress, type = 'button', ...rest } = others
  return (
    <AriaButton
      {...rest}
      {...(isPending ? { 'aria-disabled': true } : {})}
      // A submit button would let Enter in a field send the form again.
      type={isPending ? 'button' : type}
      onPress={(event) => {
        if (!isPending) onPress?.(event)
      }}
      data-pending={isPending || undefined}
      className={`button button-${variant} button-${size} ${className}`}
    >
      {isPending ? <Working /> : icon}
      {children}
    </AriaButton>
  )
}

function Working() {
  const { t } = useTranslation()
  return (
    <>
      <Spinner size={18} />
      <span className="visually-hidden" role="status">
        {t('ui.working')}
      </span>
    </>
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
