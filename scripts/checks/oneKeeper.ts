import type { SourceFile } from './sourceFiles.ts'

/** What only one folder may do. Imports are fenced by dependency-cruiser; these are names that need no import. */
const keepers: readonly {
  readonly what: string
  readonly calls: RegExp
  readonly within: RegExp
  readonly keeper: RegExp
}[] = [
  {
    what: 'fetches',
    calls: /(?<![\w.])(?:window\.|globalThis\.)?fetch\(/,
    within: /^editor\//,
    keeper: /^editor\/api\//,
  },
  {
    what: 'opens sockets',
    calls: /new (?:WebSocket|EventSource)\(/,
    within: /^editor\//,
    keeper: /^editor\/connection\//,
  },
  {
    what: 'asks for the time or for chance',
    calls: /Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(|randomUUID\(|getRandomValues\(/,
    within: /^domain\//,
    keeper: /^$/,
  },
]

/** Places that do what another folder keeps to itself, one sentence each. Comments do not count. */
export function oneKeeper(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path, text }) =>
    keepers
      .filter(({ within, keeper }) => within.test(path) && !keeper.test(path))
      .flatMap(({ what, calls }) =>
        text.split('\n').flatMap((line, index) => {
          const isComment = /^\s*(?:\*|\/\/|\/\*)/.test(line)
          return !isComment && calls.test(line)
            ? [`${path}:${index + 1}: ${what}, which is not for this folder to do.`]
            : []
        }),
      ),
  )
}
