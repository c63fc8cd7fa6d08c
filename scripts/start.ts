/** `npm start`: builds the app and serves it, with the headers that threads need, until it is stopped. */
import { existsSync, realpathSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sirv from 'sirv';
import { build } from 'vite';
import { wholeOf } from '../src/experiment/field';
import { dataPlaces, placesHelp } from './dataPlaces';
import { dataHandler, type HandlerOptions } from './serveData';

const root = fileURLToPath(new URL('..', import.meta.url));
const defaultPort = 4173;
const lastPort = 65_535;

const help = `Usage: npm start [-- --no-build]
Builds F³ Lab and serves it. Ctrl+C stops it.

  --no-build  serve dist/ as it is
  --help      show this

  PORT        the port (default ${defaultPort}, or the next free one)
  HOST        the address to listen at (default 127.0.0.1: this computer only)
${placesHelp}`;

/** Something the person can put right: said in one line, without a stack. */
class StartProblem extends Error {}

/** Only what a person opens is answered with the page; a missing script must fail as such. */
function isNavigation(request: IncomingMessage): boolean {
  const mode = request.headers['sec-fetch-mode'];
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  return mode === undefined ? (request.headers.accept?.includes('text/html') ?? false) : mode === 'navigate';
}

/** The app from `dist`, and data files, which it fetches when the page asks. */
export function createLabServer(dist: string, data: string, options?: HandlerOptions): Server {
  const files = sirv(dist, {
    etag: true,
    setHeaders(response, pathname) {
      // Vite names assets by their content; everything else may change with the next build.
      const hashed = pathname.startsWith('/assets/');
      response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const serveData = dataHandler(data, options);
  const missing = (response: ServerResponse) => {
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' });
    response.end('There is nothing at this address.\n');
  };
  return createServer((request, response) => {
    // Shared memory, and with it the threads of wasm, needs a cross-origin isolated page.
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    void serveData(request, response, () => {
      files(request, response, () => {
        if (!isNavigation(request)) return missing(response);
        request.url = '/';
        files(request, response, () => missing(response));
      });
    });
  });
}

function tryPort(server: Server, port: number, host: string): Promise<boolean> {
  return new Promise((done, fail) => {
    const onError = (reason: NodeJS.ErrnoException) => {
      if (reason.code === 'EADDRINUSE') done(false);
      else fail(new StartProblem(`Cannot listen at ${host}, port ${port}: ${reason.message}.`));
    };
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      done(true);
    });
  });
}

function portFrom(text: string): number {
  const port = wholeOf(text);
  if (!(port >= 0 && port <= lastPort)) {
    throw new StartProblem(
      `PORT is "${text}"; it must be a whole number from 0 (any free port) to ${lastPort}.`,
    );
  }
  return port;
}

/**
 * Listens at `asked`, which must be free, else at the first free port from the default one.
 * @returns the address to open
 * @throws {StartProblem}
 */
export async function listen(server: Server, asked: string | undefined, host = '127.0.0.1'): Promise<string> {
  let port = asked ? portFrom(asked) : defaultPort;
  while (!(await tryPort(server, port, host))) {
    if (asked)
      throw new StartProblem(`Port ${port} is taken. Choose another one: PORT=${port + 1} npm start.`);
    if (port === lastPort) throw new StartProblem('No port is free. Name one: PORT=8080 npm start.');
    port++;
  }
  const name = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? 'localhost' : host;
  return `http://${name}:${(server.address() as AddressInfo).port}/`;
}

function options(): { build: boolean } {
  try {
    const { values } = parseArgs({ options: { 'no-build': { type: 'boolean' }, help: { type: 'boolean' } } });
    if (values.help) {
      process.stdout.write(help);
      process.exit(0);
    }
    return { build: !values['no-build'] };
  } catch (reason) {
    console.error(`${(reason as Error).message}\n\n${help}`);
    process.exit(2);
  }
}

async function main(): Promise<void> {
  const dist = join(root, 'dist');
  if (options().build) await build({ root, logLevel: 'error' });
  if (!existsSync(join(dist, 'index.html'))) {
    throw new StartProblem('dist/index.html is missing. Build it: npm start without --no-build.');
  }
  const places = dataPlaces(root, process.env);
  const host = process.env.HOST || undefined;
  const server = createLabServer(dist, places.data, { ...places, host });
  const address = await listen(server, process.env.PORT, host);
  console.log(`F³ Lab is at ${address}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0));
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main().catch((reason) => {
    console.error(reason instanceof StartProblem ? reason.message : reason);
    process.exit(1);
  });
}
