import { useId, type ReactNode } from 'react'

interface SetSectionProps {
  readonly title: string
  readonly hint?: string
  /** List items. */
  readonly children: ReactNode
}

/** A heading with a list of comments below. */
export function SetSection({ title, hint, children }: SetSectionProps) {
  const id = useId()
  return (
    <section className="stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {hint ? <p className="quiet">{hint}</p> : null}
      <ul className="set-comments">{children}</ul>
    </section>
  )
}
