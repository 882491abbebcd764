// Who may import whom. The reasons are in docs/architecture.md; test/architecture plants a violation of every rule.

const tests = '\\.test\\.tsx?$'
const everyPackage = '^(domain|storage|auth|records|formats|collab-server|editor|test|scripts)/'

/** Packages from npm, wherever they are installed. */
const npm = (names) => `node_modules/(${names.join('|')})(/|$)`

/** A rule that nothing under `from` may import anything but itself and `allowed`; tests beside the code are free. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: tests },
  to: { pathNot: [from, ...allowed] },
})

const never = (name, from, to, comment, fromNot = []) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: [tests, ...fromNot] },
  to: { path: to },
})

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    only('model-imports-nothing', '^domain/model/', [], 'What is true needs no library, no clock and no I/O.'),
    only(
      'contract-knows-model-and-zod',
      '^domain/contract/',
      ['^domain/model/', npm(['zod'])],
      'The contract is data.',
    ),
    only(
      'body-knows-model-and-its-libraries',
      '^domain/body/',
      [
        '^domain/model/',
        npm(['prosemirror-model', 'prosemirror-transform', 'yjs', 'y-prosemirror', 'y-protocols', 'lib0']),
      ],
      'The schema and the anchors are pure.',
    ),
    ...['storage', 'auth', 'records', 'formats'].map((name) =>
      never(
        `${name}-knows-only-domain`,
        `^${name}/`,
        everyPackage.replace(`${name}|`, '').replace('domain|', ''),
        'Adapters know the domain and not each other.',
      ),
    ),
    never(
      'domain-knows-no-package-of-ours',
      '^domain/',
      everyPackage.replace('domain|', ''),
      'Dependencies point to the domain.',
    ),
    never(
      'editor-knows-only-domain',
      '^editor/',
      everyPackage.replace('domain|', '').replace('editor|', ''),
      'The browser speaks to the server by the contract.',
    ),
    never(
      'editor-runs-in-a-browser',
      '^editor/',
      '^(node:)?(fs|path|crypto|child_process|http|https|net|tls|os|worker_threads)(/|$)',
      'Node.js does not exist there.',
      ['^editor/[^/]+\\.config\\.ts$', '^editor/build/'],
    ),
    never(
      'only-connection-holds-the-socket',
      '^editor/',
      npm(['y-protocols/sync[.]js', '@hocuspocus/provider']),
      'One place knows the wire format.',
      ['^editor/connection/'],
    ),
    never(
      'commands-know-no-transport',
      '^collab-server/commands/',
      [
        '^collab-server/(http|rooms|workers|main)',
        '^(storage|auth|records|formats)/',
        npm(['koa', '@koa/router', '@hocuspocus/[^/]+', 'ws', 'mongodb', 'ldapts']),
      ],
      'A command is asked by a person, over whatever carries the question; it reaches the world through ports.',
    ),
    never(
      'http-asks-commands',
      '^collab-server/http/',
      [
        '^collab-server/(rooms|workers|main)',
        '^(storage|records|formats)/',
        npm(['@hocuspocus/[^/]+', 'mongodb', 'ldapts']),
      ],
      'http -> commands -> ports.',
    ),
    never(
      'rooms-use-ports',
      '^collab-server/rooms/',
      ['^collab-server/(http|workers|main)', '^(storage|auth|records|formats)/'],
      'rooms -> ports.',
    ),
    never(
      'workers-use-ports',
      '^collab-server/workers/',
      ['^collab-server/(http|rooms|main)', '^(storage|auth)/', npm(['@hocuspocus/[^/]+', 'koa'])],
      'workers -> ports; what leaves, leaves from storage and never from a live room.',
    ),
    never('only-rooms-hold-live-bodies', '^collab-server/', npm(['@hocuspocus/server']), 'A live body has one owner.', [
      '^collab-server/rooms/',
    ]),
    never(
      'only-main-builds-adapters',
      '^collab-server/',
      '^(storage|records|formats)/',
      'Everything else is given its ports.',
      ['^collab-server/(main|startServer|startSealing|sealSettings|officeSeal)\\.ts$', '^collab-server/workers/'],
    ),
    never('nothing-imports-tests', everyPackage.replace('|test', ''), '^test/', 'Tests know the product.'),
    {
      name: 'no-cycles',
      comment: 'A cycle is one file written in two. Types count too.',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { circular: true },
    },
    {
      name: 'packages-by-name',
      comment: 'Another package is imported by its name, through what it exports.',
      severity: 'error',
      from: { path: everyPackage, pathNot: ['^scripts/', '^test/', tests] },
      to: { path: everyPackage, pathNot: '^$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'declared-dependencies',
      comment: 'A package uses only what its own package.json declares.',
      severity: 'error',
      from: {
        path: '^(domain|storage|auth|records|formats|collab-server|editor)/',
        pathNot: [tests, '\\.config\\.ts$'],
      },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['[.]css', '[.]svg', '[.]png', '^virtual:'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // swc takes declaration files for unfinished code. Packages must then not be resolved to theirs: no `types` below.
    exclude: { path: ['^test/bench/ywebsocket/', '^[^/]+/dist/', '[.]d[.]m?ts$'] },
    // TypeScript 7 has no programming interface; swc reads the same syntax, type-only imports included.
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
}
