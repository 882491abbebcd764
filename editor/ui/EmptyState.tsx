import type { ReactNode } from 'react'

/** Says why there is nothing here and what can be done about it. */
export const EmptyState = ({
  icon,
  title,
  children,
}: {
  readonly icon?: ReactNode
  readonly title: string
  readonly children?: ReactNode
}) => (
  <div className="empty">
    {icon ? (
      <span className="empty-icon" aria-hidden="true">
        {icon}
      </span>
    ) : null}
    <p className="empty-title">{title}</p>
    {children}
  </div>
)
