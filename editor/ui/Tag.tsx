import type { ReactNode } from 'react'

export type Tone = 'neutral' | 'brand' | 'success' | 'warning' | 'danger'

/** A short word about a thing. The colour only repeats what the word says. */
export const Tag = ({
  tone = 'neutral',
  icon,
  children,
}: {
  readonly tone?: Tone
  readonly icon?: ReactNode
  readonly children: ReactNode
}) => (
  <span className={`tag tag-${tone}`}>
    {icon}
    {children}
  </span>
)
