import { defineConfig } from 'vitest/config'

/** Tests that start servers or directories: two files at once keep two processors busy, more would starve. */
const system = ['test/contracts/**/*.test.ts', '**/*.system.test.ts']

/** Tests that drive browsers: one with its server keeps two processors busy. */
const browser = ['test/e2e/**/*.test.ts']

const never = ['**/node_modules/**', '**/dist/**', '**/.cache/**']

export default defineConfig({
  test: {
    pool: 'forks',
    reporters: ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...never, ...system, ...browser],
          maxWorkers: 2,
          testTimeout: 10_000,
          hookTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: system,
          exclude: never,
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: browser,
          exclude: never,
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A browser that is starved of a processor is late. What fails twice is wrong; what fails once is shown.
          retry: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
