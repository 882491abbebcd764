type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'target'>

/** Ctrl+K anywhere, "/" wherever nobody is writing. */
export function isSearchKey(event: Pressed): boolean {
  const { key, ctrlKey, metaKey, altKey, shiftKey, target } = event
  if (key.toLowerCase() === 'k') return (ctrlKey || metaKey) && !altKey && !shiftKey
  // On Czech keyboards "/" is written with Shift.
  return key === '/' && !ctrlKey && !metaKey && !altKey && !isWriting(target)
}

/** "?" wherever nobody is writing. */
export const isHelpKey = ({ key, ctrlKey, metaKey, altKey, target }: Pressed): boolean =>
  key === '?' && !ctrlKey && !metaKey && !altKey && !isWriting(target)

/** Keys belong to the text, the field or the open list that has the focus, and to a window over the page. */
function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.matches('input, textarea, select, [contenteditable="true"], [role="spinbutton"]') ||
    target.closest('[role="dialog"], [role="alertdialog"]') !== null
  )
}
