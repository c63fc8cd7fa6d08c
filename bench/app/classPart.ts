/** A class that opens the page at once: thirty clients fetch everything that a first visit needs. */
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { Agent, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { createLabServer } from '../../scripts/labServer';
import { listen } from '../../scripts/start';
import type { ClassResult } from '../results';
import { median } from '../statistics';

const CLIENTS = 30;
const ROUNDS = 5;
/** Connections of a browser to one server. */
const CONNECTIONS = 6;
/** Over plain http browsers do not offer brotli. */
const ACCEPTED = 'gzip, deflate';

/** What a browser requests from an opened address until it can train and has chosen its backend. */
async function firstVisit(browser: Browser, server: Server, address: string): Promise<readonly string[]> {
  const asked: string[] = [];
  const note = ({ url = '' }: { url?: string | undefined }) => void asked.push(url);
  server.on('request', note);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  await page.getByRole('button', { name: 'Train', exact: true, disabled: false }).waitFor();
  await page.getByRole('button', { name: /^Backend: .*ms per step/ }).waitFor();
  await page.waitForLoadState('networkidle');
  server.off('request', note);
  await context.close();
  return [...new Set(asked)];
}

/** @returns bytes of the body as sent */
function fetchOne(port: number, path: string, agent: Agent): Promise<number> {
  return new Promise((done, fail) => {
    const headers = { 'accept-encoding': ACCEPTED };
    get({ port, host: '127.0.0.1', path, agent, headers }, (response) => {
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        bytes += part.length;
      });
      response.on('end', () =>
        response.statusCode === 200 ? done(bytes) : fail(new Error(`${path}: ${response.statusCode}`)),
      );
    }).on('error', fail);
  });
}

/** A client with an empty cache. @returns bytes */
async function client(port: number, paths: readonly string[]): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const bytes = await Promise.all(paths.map((path) => fetchOne(port, path, agent)));
  agent.destroy();
  return bytes.reduce((sum, one) => sum + one, 0);
}

/** @param dist the built app, @param data the folder of data sets, which is only listed */
export async function classPart(browser: Browser, dist: string, data: string): Promise<ClassResult> {
  const copy = mkdtempSync(join(tmpdir(), 'f3-lab-class-'));
  cpSync(dist, copy, { recursive: true });
  const files = readdirSync(copy, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const server = createLabServer(copy, data, { classAddresses: () => [] });
  // From here on, whatever is sent comes from memory.
  rmSync(copy, { recursive: true });
  try {
    const paths = await firstVisit(browser, server, await listen(server, '0'));
    const { port } = server.address() as AddressInfo;
    const seconds: number[] = [];
    let bytes = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const from = performance.now();
      const all = await Promise.all(Array.from({ length: CLIENTS }, () => client(port, paths)));
      seconds.push((performance.now() - from) / 1000);
      bytes = all.reduce((sum, one) => sum + one, 0);
    }
    return {
      clients: CLIENTS,
      requestsEach: paths.length,
      bytesEach: bytes / CLIENTS,
      bytes,
      seconds: median(seconds),
      filesRead: files.length,
    };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
