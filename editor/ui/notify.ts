/** A short message about something that just happened. Errors stay until they are closed. */
export interface Toast {
  readonly id: number
  readonly tone: 'success' | 'info' | 'error'
  readonly text: string
  readonly act?: { readonly verb: string; readonly onPress: () => void }
}

let shown: readonly Toast[] = []
let lastId = 0
const listeners = new Set<() => void>()

function publish(next: readonly Toast[]) {
  shown = next
  for (const listener of listeners) listener()
}

/** The toasts shown now, oldest first. */
export const currentToasts = (): readonly Toast[] => shown

export function watchToasts(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Shows a message; the same words are not shown twice at once. At most four stand together. */
export function notify(toast: Omit<Toast, 'id'>): void {
  const others = shown.filter((other) => other.text !== toast.text)
  publish([...others, { ...toast, id: ++lastId }].slice(-4))
}

export function closeToast(id: number): void {
  publish(shown.filter((toast) => toast.id !== id))
}
