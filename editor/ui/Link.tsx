import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react'

interface AnchorProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly ref?: Ref<HTMLAnchorElement>
}

const Anchor = ({ className = '', ...rest }: AnchorProps) => <a {...rest} className={`link ${className}`} />

interface ButtonAnchorProps extends AnchorProps {
  readonly variant?: 'primary' | 'secondary' | 'quiet'
  readonly size?: 'medium' | 'small'
  readonly icon?: ReactNode
}

const ButtonAnchor = ({
  className = '',
  variant = 'secondary',
  size = 'medium',
  icon,
  children,
  ...rest
}: ButtonAnchorProps) => (
  <a {...rest} className={`button button-${variant} button-${size} ${className}`}>
    {icon}
    {children}
  </a>
)

/** A link to a screen; `to`, `params` and `search` are checked against the routes. */
export const Link = createLink(Anchor)

/** A link to a screen that looks like a button. */
export const LinkButton = createLink(ButtonAnchor)
