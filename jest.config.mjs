const transform = '<rootDir>/test/support/transform.mjs'

// `npm run test:long` runs the long tests and only those.
const long = process.env.LONG_TESTS === '1'
const tests = long ? '*.long.test.ts' : '*.test.ts'

export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  testMatch: [`<rootDir>/test/**/${tests}`, `<rootDir>/packages/*/test/**/${tests}`],
  testPathIgnorePatterns: ['/node_modules/', ...(long ? [] : ['\\.long\\.test\\.ts$'])],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/dist/', '<rootDir>/out/'],
  transform: { '\\.ts$': transform, '@actions/(workflow-parser|languageservice)/dist/.+\\.js$': transform },
  transformIgnorePatterns: ['/node_modules/(?!@actions/(workflow-parser|languageservice)/)'],
  setupFiles: ['<rootDir>/test/support/seed.mjs'],
  testTimeout: long ? 3_600_000 : 60_000,
}
