import { createRequire } from 'node:module'
import { beforeAll, expect, it } from 'vitest'
import { breachesIn, type Breach } from './plantedRepository.ts'

const manifests = {
  domain: {
    dependencies: ['zod', 'prosemirror-model', 'yjs'],
    exports: { './model': './model/index.ts', './contract': './contract/index.ts', './body': './body/index.ts' },
  },
  storage: { dependencies: ['@glosa/domain', 'mongodb'], exports: { '.': './index.ts' } },
  auth: { dependencies: ['@glosa/domain', 'ldapts'], exports: { '.': './index.ts' } },
  records: { dependencies: ['@glosa/domain'], exports: { '.': './index.ts' } },
  formats: { dependencies: ['@glosa/domain'], exports: { '.': './index.ts' } },
  'collab-server': {
    dependencies: ['@glosa/domain', '@glosa/storage', '@glosa/auth', 'koa', '@hocuspocus/server', 'yjs'],
    exports: { './main': './main.ts' },
  },
  editor: { dependencies: ['@glosa/domain', 'react', 'yjs', 'y-protocols'], exports: {} },
  test: { dependencies: ['@glosa/domain', '@glosa/storage'], exports: { './support/office': './support/office.ts' } },
}

/** A repository that keeps every rule. Each planted file below is added to it. */
const clean = {
  'domain/model/index.ts': `export const one = 1\nexport type Id = string`,
  'domain/contract/index.ts': `import { z } from 'zod'\nimport type { Id } from '../model/index.ts'\nexport const id = z.string()\nexport type { Id }`,
  'domain/body/index.ts': `import { Schema } from 'prosemirror-model'\nimport { Doc } from 'yjs'\nexport { Schema, Doc }`,
  'storage/index.ts': `import { MongoClient } from 'mongodb'\nimport { one } from '@glosa/domain/model'\nexport { MongoClient, one }`,
  'auth/index.ts': `import { Client } from 'ldapts'\nexport { Client }`,
  'records/index.ts': `import { one } from '@glosa/domain/model'\nexport { one }`,
  'records/half.ts': `import type { B } from './b.ts'\nexport type C = B`,
  'formats/index.ts': `import { one } from '@glosa/domain/model'\nexport { one }`,
  'collab-server/main.ts': `import '@glosa/storage'\nimport '@glosa/auth'\nimport './http/routes.ts'\nimport './rooms/room.ts'\nimport './workers/deliver.ts'`,
  'collab-server/http/routes.ts': `import Koa from 'koa'\nimport { settle } from '../commands/settle.ts'\nexport { Koa, settle }`,
  'collab-server/commands/settle.ts': `import { one } from '@glosa/domain/model'\nexport const settle = one`,
  'collab-server/rooms/room.ts': `import { Hocuspocus } from '@hocuspocus/server'\nexport { Hocuspocus }`,
  'collab-server/workers/deliver.ts': `import { one } from '@glosa/domain/model'\nexport { one }`,
  'editor/main.tsx': `import { createElement } from 'react'\nimport { open } from './connection/open.ts'\nexport { createElement, open }`,
  'editor/connection/open.ts': `import { Awareness } from 'y-protocols/awareness'\nexport const open = Awareness`,
  'test/support/office.ts': `import '@glosa/storage'\nexport const office = 1`,
  'domain/model/one.test.ts': `import '@glosa/storage'\nimport '@glosa/test/support/office'`,
}

const planted: readonly (readonly [rule: string, path: string, source: string])[] = [
  ['model-imports-nothing', 'domain/model/a.ts', `import { z } from 'zod'\nexport { z }`],
  ['model-imports-nothing', 'domain/model/b.ts', `import { readFileSync } from 'node:fs'\nexport { readFileSync }`],
  ['model-imports-nothing', 'domain/model/c.ts', `import type { Doc } from 'yjs'\nexport type { Doc }`],
  ['contract-knows-model-and-zod', 'domain/contract/a.ts', `import { Doc } from 'yjs'\nexport { Doc }`],
  ['body-knows-model-and-its-libraries', 'domain/body/a.ts', `import { z } from 'zod'\nexport { z }`],
  [
    'domain-knows-no-package-of-ours',
    'domain/body/b.ts',
    `import type { MongoClient } from '@glosa/storage'\nexport type { MongoClient }`,
  ],
  ['storage-knows-only-domain', 'storage/a.ts', `import { Client } from '@glosa/auth'\nexport { Client }`],
  [
    'auth-knows-only-domain',
    'auth/a.ts',
    `import type { MongoClient } from '@glosa/storage'\nexport type { MongoClient }`,
  ],
  ['records-knows-only-domain', 'records/a.ts', `import { MongoClient } from '@glosa/storage'\nexport { MongoClient }`],
  ['formats-knows-only-domain', 'formats/a.ts', `import { one } from '@glosa/records'\nexport { one }`],
  [
    'editor-knows-only-domain',
    'editor/a.ts',
    `import type { MongoClient } from '@glosa/storage'\nexport type { MongoClient }`,
  ],
  ['editor-runs-in-a-browser', 'editor/b.ts', `import { join } from 'node:path'\nexport { join }`],
  [
    'only-connection-holds-the-socket',
    'editor/c.ts',
    `import { readSyncMessage } from 'y-protocols/sync'\nexport { readSyncMessage }`,
  ],
  ['commands-know-no-transport', 'collab-server/commands/a.ts', `import type Koa from 'koa'\nexport type { Koa }`],
  [
    'commands-know-no-transport',
    'collab-server/commands/b.ts',
    `import { Hocuspocus } from '../rooms/room.ts'\nexport { Hocuspocus }`,
  ],
  [
    'http-asks-commands',
    'collab-server/http/a.ts',
    `import { Hocuspocus } from '../rooms/room.ts'\nexport { Hocuspocus }`,
  ],
  [
    'rooms-use-ports',
    'collab-server/rooms/a.ts',
    `import type { MongoClient } from '@glosa/storage'\nexport type { MongoClient }`,
  ],
  [
    'workers-use-ports',
    'collab-server/workers/a.ts',
    `import { Hocuspocus } from '../rooms/room.ts'\nexport { Hocuspocus }`,
  ],
  [
    'only-rooms-hold-live-bodies',
    'collab-server/http/b.ts',
    `import type { Hocuspocus } from '@hocuspocus/server'\nexport type { Hocuspocus }`,
  ],
  [
    'only-main-builds-adapters',
    'collab-server/commands/c.ts',
    `import { MongoClient } from '@glosa/storage'\nexport { MongoClient }`,
  ],
  ['nothing-imports-tests', 'storage/b.ts', `import { office } from '@glosa/test/support/office'\nexport { office }`],
  ['no-cycles', 'records/b.ts', `import type { C } from './half.ts'\nexport type B = C`],
  ['packages-by-name', 'records/d.ts', `import { one } from '../domain/model/index.ts'\nexport { one }`],
  ['declared-dependencies', 'records/e.ts', `import { MongoClient } from 'mongodb'\nexport { MongoClient }`],
  ['resolvable', 'records/f.ts', `import { none } from './none.ts'\nexport { none }`],
]

let found: readonly Breach[]

beforeAll(() => {
  found = breachesIn({ ...clean, ...Object.fromEntries(planted.map(([, path, source]) => [path, source])) }, manifests)
})

it.each(planted)('[AR1] %s is broken by the planted %s', (rule, path) => {
  expect(found).toContainEqual({ from: path, rule })
})

it('[AR1] finds nothing in files that keep the rules', () => {
  expect(found.filter(({ from, rule }) => from in clean && rule !== 'no-cycles')).toEqual([])
})

it('[AR1] has a planted breach for every rule', () => {
  const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
    forbidden: { name: string }[]
  }
  expect(new Set(planted.map(([rule]) => rule))).toEqual(new Set(forbidden.map(({ name }) => name)))
})
