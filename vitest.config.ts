import { defineConfig } from 'vitest/config'

const limits = { testTimeout: 60_000, hookTimeout: 60_000 }

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'parts',
          include: ['{domain,contract,platform,cloudfunctions,emulator,preview,demo,scripts,miniprogram}/**/*.test.ts'],
          ...limits,
        },
      },
      {
        test: {
          name: 'house',
          include: ['tests/**/*.test.ts'],
          // These run what is deployed: the built bundles.
          globalSetup: 'tests/house/buildBundles.ts',
          ...limits,
        },
      },
    ],
  },
})
