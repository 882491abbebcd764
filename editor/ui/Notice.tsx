import type { ReactNode } from 'react'

/** A message that stays on the page. `role="alert"` reads it at once: for the answer to what was just done. */
export const Notice = ({
  tone,
  icon,
  title,
  children,
  role,
}: {
  readonly tone: 'info' | 'success' | 'warning' | 'danger'
  readonly icon?: ReactNode
  readonly title?: string
  readonly children?: ReactNode
  readonly role?: 'alert' | 'status'
}) => (
  <div className={`notice notice-${tone}`} role={role}>
    {icon}
    <div>
      {title ? <p className="notice-title">{title}</p> : null}
      {children}
    </div>
  </div>
)
