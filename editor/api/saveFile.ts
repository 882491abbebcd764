/** Hands bytes to the browser to save under a name. */
export function saveFile(bytes: Uint8Array, fileName: string, mediaType: string): void {
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mediaType }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // Browsers read the address only after this task, so it is given back later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
