/** What a log may say of an error: enough to find its cause, and nobody's words. */
export interface FaultForLog {
  readonly name: string
  /** What the system or a library calls it, e.g. "ECONNRESET". */
  readonly code?: string
  /** Without what stands in quotes: names of files, texts that could not be read. */
  readonly message: string
  /** Where it was thrown. */
  readonly at: readonly string[]
  readonly cause?: FaultForLog
}

/** @param error anything that was thrown */
export function faultForLog(error: unknown): FaultForLog {
  if (!(error instanceof Error)) return { name: typeof error, message: withoutWords(String(error)), at: [] }
  const code = 'code' in error ? error.code : undefined
  return {
    name: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code: String(code) } : {}),
    message: withoutWords(error.message),
    at: placesIn(error.stack ?? ''),
    ...(error.cause instanceof Error ? { cause: faultForLog(error.cause) } : {}),
  }
}

const longest = 300

/** From the first quotation mark to the last: what is quoted came from outside, and may hold quotation marks itself. */
const withoutWords = (message: string): string =>
  message
    .replaceAll(/["'`„“”‚‘’«»].*["'`„“”‚‘’«»]/gs, '…')
    .replaceAll(/\S+@\S+/g, '…')
    .slice(0, longest)

/** Lines of the stack that name a place in the source: the lines above repeat the message. */
const placesIn = (stack: string): readonly string[] =>
  stack
    .split('\n')
    .filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line))
    .slice(0, 5)
    .map((line) => line.trim())
