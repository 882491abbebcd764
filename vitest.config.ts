import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { defineConfig } from 'vitest/config'

/** Tests that start servers or directories. */
const system = ['test/contracts/**/*.test.ts', '**/*.system.test.ts']

/** Tests that drive browsers. */
const browser = ['test/e2e/**/*.test.ts']

const never = ['**/node_modules/**', '**/dist/**', '**/.cache/**']

/** The files that take longest, the longest first; those that are not here follow. */
const longest = [
  'test/e2e/accessibility.test.ts',
  'test/contracts/sip.test.ts',
  'records/render/renderPdf.system.test.ts',
  'test/system/killedAtRecordsSystems.system.test.ts',
  'test/system/fuzz.system.test.ts',
  'test/contracts/ezd.test.ts',
  'test/e2e/rounds.test.ts',
  'test/e2e/procedure.test.ts',
  'test/system/printed.system.test.ts',
  'test/contracts/storage.test.ts',
  'test/e2e/identity.test.ts',
  'test/e2e/mainJob.test.ts',
  'test/contracts/cmis.test.ts',
  'test/contracts/directory.test.ts',
  'test/system/delivery.system.test.ts',
  'test/e2e/together.test.ts',
  'test/e2e/meetings.test.ts',
  'test/e2e/review.test.ts',
  'test/system/config.system.test.ts',
]

/** Begins with what takes longest, so that in the end no processor waits for the other. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((path) => moduleId.endsWith(`/${path}`))
      return at < 0 ? longest.length : at
    }
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other))
  }
}

export default defineConfig({
  test: {
    pool: 'forks',
    reporters: ['default'],
    sequence: { sequencer: LongestFirst },
    // Two files at once keep two processors busy, more would starve.
    maxWorkers: 2,
    // No test is a race against the clock: limits are there to find what hangs, on machines of any speed.
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...never, ...system, ...browser],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: system,
          exclude: never,
          testTimeout: 1_200_000,
          hookTimeout: 600_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: browser,
          exclude: never,
          testTimeout: 1_200_000,
          hookTimeout: 600_000,
          // A browser that is starved of a processor is late. What fails twice is wrong; what fails once is shown.
          retry: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
