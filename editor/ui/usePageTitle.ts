import { useEffect } from 'react'

/** Names the page in the browser's tab and history: "Moje úkoly – Glosa". */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} – Glosa`
  }, [title])
}
