import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const browser = ['test/**/*.browser.test.ts']
const whole = ['test/journeys/**/*.test.ts', 'test/faults/**/*.test.ts', 'test/load/**/*.test.ts']
const pages = [
  'test/**/*-page.test.ts',
  'test/kit/**/*.test.ts',
  'test/root/**/*.test.ts',
  'test/public/**/*.test.ts',
]
const engine = [
  'test/**/{repository,routes,consumers,journal,relay,claims,demo}.test.ts',
  'test/platform/**/*.test.ts',
  'test/security/**/*.test.ts',
]
const infra = ['test/infra/**/*.test.ts', 'test/architecture/**/*.test.ts']

/** Browsers and whole systems fight for two cores: one file at a time, and time enough for a busy machine. */
const oneAtATime = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 120_000 }

export default defineConfig({
  plugins: [vue()],
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...browser, ...whole, ...pages, ...engine, ...infra],
          // Rules keep nothing between files: loading them once saves more time than they take.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'engine',
          include: engine,
          exclude: [...browser, ...whole, ...infra],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'pages',
          include: pages,
          exclude: [...browser, ...whole],
          environment: 'happy-dom',
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'infra', include: infra, exclude: browser, testTimeout: 120_000, hookTimeout: 120_000 },
      },
      { extends: true, test: { name: 'browser', include: browser, exclude: whole, ...oneAtATime } },
      { extends: true, test: { name: 'whole', include: whole, ...oneAtATime } },
    ],
  },
})
