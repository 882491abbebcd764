/** Runs something before the next picture is drawn; the result calls it off. */
export type Frames = (run: () => void) => () => void

/** Longest wait in milliseconds where no pictures are drawn, as in a tab in the background. */
const longestWait = 100

/** Animation frames of the browser, or a timer where it draws none. */
export const browserFrames: Frames = (run) => {
  let frame = 0
  const timer = setTimeout(() => {
    cancelAnimationFrame(frame)
    run()
  }, longestWait)
  frame = requestAnimationFrame(() => {
    clearTimeout(timer)
    run()
  })
  return () => {
    clearTimeout(timer)
    cancelAnimationFrame(frame)
  }
}

/** Right after the present task: for what comes at most once per frame already, as other people's changes do. */
export const afterTask: Frames = (run) => {
  let isWanted = true
  queueMicrotask(() => {
    if (isWanted) run()
  })
  return () => {
    isWanted = false
  }
}
