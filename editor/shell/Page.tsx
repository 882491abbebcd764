import type { ReactNode } from 'react'
import { usePageTitle } from '../ui/usePageTitle.ts'

interface PageProps {
  /** Name of the page in the browser's tab. */
  readonly title: string
  readonly isNarrow?: boolean
  readonly children: ReactNode
}

/** The content of an ordinary screen. A screen with its own layout has its own `<main id="main">`. */
export function Page({ title, isNarrow = false, children }: PageProps) {
  usePageTitle(title)
  return (
    <main id="main" tabIndex={-1} className={isNarrow ? 'wrap wrap-narrow' : 'wrap'}>
      {children}
    </main>
  )
}
