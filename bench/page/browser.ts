/** Chromium with the bench's page, and the server behind both pages. */
import type { Server } from 'node:http';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import { findBrowser } from '../../scripts/browser';
import { createLabServer } from '../../scripts/labServer';
import { listen } from '../../scripts/start';
import { type RemoteRunner, remoteRunner } from '../runner/remote';
import type { RunnerApi } from '../runner/runner';
import type { EpochApi } from './epochWorker';
import type { BenchPage, WorkerKind } from './main';

const root = join(import.meta.dirname, '..', '..');
/** Not dist, which a concurrent build may replace. */
const built = join(root, 'node_modules', '.cache', 'bench');
export const appFolder = join(built, 'app');
const pageFolder = join(built, 'page');

export async function buildApp(): Promise<void> {
  await build({ root, logLevel: 'error', build: { outDir: appFolder, emptyOutDir: true } });
}

/** The app's build configuration with another entry. */
async function buildPage(): Promise<void> {
  await build({
    configFile: false,
    root: import.meta.dirname,
    base: './',
    logLevel: 'error',
    publicDir: false,
    resolve: { dedupe: ['@tensorflow/tfjs-core'] },
    worker: { format: 'es' },
    build: {
      target: 'es2023',
      outDir: pageFolder,
      emptyOutDir: true,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 10_000,
      assetsInlineLimit: (file) => (file.endsWith('.wasm') ? false : undefined),
    },
  });
}

interface Served {
  readonly address: string;
  readonly close: () => void;
}

/** Serves with the app's headers, so that the page is cross-origin isolated. */
export async function serve(folder: string, data: string): Promise<Served> {
  const server: Server = createLabServer(folder, data);
  const address = await listen(server, '0');
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { address, close };
}

export async function serveBenchPage(data: string): Promise<Served> {
  await buildPage();
  return serve(pageFolder, data);
}

/** Without a GPU, WebGL computes in software. */
export const softwareWebgl = ['--enable-unsafe-swiftshader'];

/** @param flags for WebGPU or WebGL */
export function launch(flags: readonly string[] = []): Promise<Browser> {
  const rights = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({
    executablePath: findBrowser(),
    args: [...rights, '--disable-background-networking', '--no-first-run', ...flags],
  });
}

const webgpu = ['--enable-unsafe-webgpu', '--enable-features=Vulkan'];
/** A GPU if there is one, else the software adapter. */
const webgpuFlags = [webgpu, [...webgpu, '--use-webgpu-adapter=swiftshader']];

async function hasAdapter(browser: Browser, address: string): Promise<boolean> {
  const page = await browser.newPage();
  await page.goto(address);
  const found = await page.evaluate(async () => Boolean(await navigator.gpu?.requestAdapter()));
  await page.close();
  return found;
}

/** A Chromium with WebGPU; undefined if it has none, not even a software adapter. */
export async function launchWithWebgpu(address: string): Promise<Browser | undefined> {
  for (const flags of webgpuFlags) {
    const browser = await launch(flags);
    if (await hasAdapter(browser, address)) return browser;
    await browser.close();
  }
  return undefined;
}

type InPage = { readonly bench: BenchPage };

/** Opens a worker of the bench's page. */
export async function openWorker(page: Page, kind: WorkerKind) {
  const id = await page.evaluate((name) => (globalThis as unknown as InPage).bench.open(name), kind);
  const call = (method: keyof (RunnerApi & EpochApi), args: readonly unknown[]): Promise<unknown> =>
    page.evaluate(
      ([which, name, given]) =>
        (globalThis as unknown as InPage).bench.call(which, name as keyof RunnerApi, given),
      [id, method, args] as const,
    );
  const close = (): void => {
    void page
      .evaluate((which) => (globalThis as unknown as InPage).bench.close(which), id)
      .catch(() => undefined);
  };
  return { call, close };
}

export async function openPageRunner(page: Page, kind: 'lab' | 'tfjs'): Promise<RemoteRunner> {
  const { call, close } = await openWorker(page, kind);
  return remoteRunner(call, close);
}

export async function openBenchPage(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(address);
  await page.waitForFunction(() => 'bench' in globalThis);
  return page;
}
