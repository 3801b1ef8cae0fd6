import { defineConfig } from '@playwright/test';
import type { Options } from './fixtures/test';

/** Tests of what only JavaScript does: keys, races between clicks, what stays on the page. */
const NEEDS_JAVASCRIPT = /\.hydrate\.spec\.ts$/;
/** The specs that are also run on PostgreSQL, when there is one. */
const ON_EVERY_DATABASE = /main-job\.spec\.ts$/;

const report = process.env.PLAYWRIGHT_REPORT;

export default defineConfig<Options>({
  testDir: './tests',
  globalSetup: './fixtures/global-setup.ts',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  // A machine that is busy with something else makes a test late, not wrong.
  retries: process.env.CI ? 2 : 0,
  timeout: 30_000,
  expect: { timeout: 7_500 },
  reporter: report ? [['line'], ['json', { outputFile: report }]] : [['line']],
  use: {
    locale: 'pt-BR',
    timezoneId: 'America/Sao_Paulo',
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 7_500,
    navigationTimeout: 15_000,
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium' },
  },
  projects: [
    { name: 'javascript' },
    { name: 'plain', testIgnore: NEEDS_JAVASCRIPT, use: { javaScriptEnabled: false } },
    ...(process.env.TEST_POSTGRES_URL
      ? [{ name: 'postgres', testMatch: ON_EVERY_DATABASE, use: { engine: 'postgres' as const } }]
      : []),
  ],
});
