import { defineConfig } from '@playwright/test';
import { findTestBrowser } from './scripts/browser';

const port = Number(process.env.E2E_PORT ?? 4179);
const address = `http://127.0.0.1:${port}/`;
const isCI = Boolean(process.env.CI);

const executablePath = findTestBrowser();
const args = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // Chromium refuses to run as root inside its sandbox.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];
// Software adapter: slow, but the same WGSL as on a GPU.
const webgpuArgs = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  // Workgroup memory still starts at 0, but by a loop in the shader: SwiftShader's own way writes one store for each
  // element, so that a tiled product takes it a second and a half to compile, not a tenth of that.
  '--disable-dawn-features=use_vulkan_zero_initialize_workgroup_memory_extension',
];

export default defineConfig({
  testDir: 'e2e',
  // Two files side by side, on two cores: no test measures time.
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: isCI,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  outputDir: 'test-results',
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? 'test-results/report.json' }],
  ],
  use: {
    baseURL: address,
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    // What was done and said, without a picture of each moment, which takes a quarter of the time: `--trace on` adds them.
    trace: { mode: isCI ? 'off' : 'retain-on-failure', screenshots: false, snapshots: false, sources: false },
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'webgpu',
      // The longest file first, beside the others; a second one of its kind would take its cores.
      workers: 1,
      testMatch: '**/*.webgpu.spec.ts',
      use: { launchOptions: { executablePath, args: [...args, ...webgpuArgs] } },
    },
    {
      name: 'lab',
      testIgnore: '**/*.webgpu.spec.ts',
      use: { launchOptions: { executablePath, args: [...args, '--disable-gpu'] } },
    },
  ],
  webServer: {
    command: 'node_modules/.bin/tsx scripts/start.ts',
    url: address,
    env: { PORT: String(port) },
    reuseExistingServer: !isCI,
    timeout: 120_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 3000 },
    stdout: 'ignore',
    stderr: 'pipe',
  },
});
