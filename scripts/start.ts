/** `npm start`: builds the app and serves it, with the headers that threads need. */
import { existsSync, realpathSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { integerOf } from '../src/experiment/fields/field';
import { buildFresh, earlierFolder, publish } from './buildApp';
import { checkClassHost, classAddresses, classText, everywhere } from './classAddresses';
import { dataPlaces, placesHelp } from './dataPlaces';
import { hostsFrom } from './hosts';
import { createLabServer } from './labServer';
import { Problem } from './problem';

const root = fileURLToPath(new URL('..', import.meta.url));
const defaultPort = 4173;
const lastPort = 65_535;

const help = `Usage: npm start [-- --class] [--no-build]
Builds F³ Lab and serves it. Ctrl+C stops it. A server that runs goes on serving what it was started with, whatever
is built meanwhile.

  --class     for a class: listens at all addresses of this computer, shows the one to open, and as a QR code in the page
  --no-build  serve dist/ as it is
  --help      show this

  PORT        the port (default ${defaultPort}, or the next free one)
  HOST        the address to listen at (default 127.0.0.1: this computer only; with --class 0.0.0.0: all addresses)
  F3_HOSTS    further names under which it may be opened, comma-separated. Without it: addresses in numbers,
              localhost, this computer's name, and HOST
${placesHelp}`;

function portProblem(code: string | undefined, host: string, port: number, message: string): Problem {
  const at = `${host}, port ${port}`;
  if (code === 'EACCES')
    return new Problem(`This user may not listen at ${at}. Choose a port from 1024 on: PORT=8080 npm start.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new Problem(
      `HOST is "${host}", which is no address of this computer. HOST=0.0.0.0 listens at all of them.`,
    );
  return new Problem(`Cannot listen at ${at}: ${message}.`);
}

function tryPort(server: Server, port: number, host: string): Promise<boolean> {
  return new Promise((done, fail) => {
    const onError = (reason: NodeJS.ErrnoException) => {
      if (reason.code === 'EADDRINUSE') done(false);
      else fail(portProblem(reason.code, host, port, reason.message));
    };
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      done(true);
    });
  });
}

function portFrom(text: string): number {
  const port = integerOf(text);
  if (!(port >= 0 && port <= lastPort)) {
    throw new Problem(`PORT is "${text}"; it must be a whole number from 0 (any free port) to ${lastPort}.`);
  }
  return port;
}

/**
 * Listens on port `asked`, which must be free, else on the first free port from the default one.
 * @returns the address to open
 * @throws {Problem}
 */
export async function listen(server: Server, asked: string | undefined, host = '127.0.0.1'): Promise<string> {
  let port = asked ? portFrom(asked) : defaultPort;
  while (!(await tryPort(server, port, host))) {
    if (asked) throw new Problem(`Port ${port} is taken. Choose another one: PORT=${port + 1} npm start.`);
    if (port === lastPort) throw new Problem('No port is free. Name one: PORT=8080 npm start.');
    port++;
  }
  const isHere = ['127.0.0.1', '::1', ...everywhere].includes(host);
  const name = isHere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${(server.address() as AddressInfo).port}/`;
}

/** Checks the port before the build, to fail early. @throws {Problem} */
async function checkPort(asked: string | undefined, host: string | undefined): Promise<void> {
  if (!asked && !host) return;
  const attempt = createServer();
  await listen(attempt, asked, host);
  await new Promise((done) => attempt.close(done));
}

interface Options {
  readonly build: boolean;
  readonly forClass: boolean;
  /** Where to listen; undefined: at this computer only. */
  readonly host: string | undefined;
}

/** @throws {Problem} */
function options(): Options {
  const flag = { type: 'boolean' } as const;
  try {
    const { values } = parseArgs({ options: { class: flag, 'no-build': flag, help: flag } });
    if (values.help) {
      process.stdout.write(help);
      process.exit(0);
    }
    const forClass = values.class ?? false;
    const host = process.env.HOST || (forClass ? '0.0.0.0' : undefined);
    if (forClass && host !== undefined) checkClassHost(host);
    return { build: !values['no-build'], forClass, host };
  } catch (reason) {
    if (reason instanceof Problem) throw reason;
    console.error(`${(reason as Error).message}\n\n${help}`);
    process.exit(2);
  }
}

/** Exits at once: partial downloads are kept, an incomplete build is deleted. */
function onSignal(stop: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
}

async function main(): Promise<void> {
  const { build, forClass, host } = options();
  await checkPort(process.env.PORT, host);
  const building = new AbortController();
  onSignal(() => {
    if (build) building.abort();
    else process.exit(0);
  });
  const dist = build ? await buildFresh(root, building.signal) : join(root, 'dist');
  if (!existsSync(join(dist, 'index.html'))) {
    throw new Problem('dist/index.html is missing. Build it: npm start without --no-build.');
  }
  const places = dataPlaces(root, process.env);
  const hosts = hostsFrom(process.env.F3_HOSTS);
  const earlier = earlierFolder(root);
  // Looked up whenever the page asks: a laptop may join another network.
  const others = () => classAddresses(host ?? '0.0.0.0', (server.address() as AddressInfo).port);
  const server: Server = createLabServer(dist, places.data, {
    ...places,
    host,
    hosts,
    earlier,
    ...(forClass && { classAddresses: () => others().map(({ url }) => url) }),
  });
  if (build) await publish(root, dist);
  // A signal during the build has only been recorded.
  building.signal.throwIfAborted();
  onSignal(() => process.exit(0));
  const address = await listen(server, process.env.PORT, host);
  server.on('error', (reason) => console.error(`The server: ${reason.message}`));
  console.log(forClass ? classText(address, others()) : `F³ Lab is at ${address}`);
  if (!forClass && host !== undefined && everywhere.includes(host))
    for (const { url } of others()) console.log(`   for others at ${url}`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main().catch((reason) => {
    if (reason instanceof Error && reason.name === 'AbortError') process.exit(0);
    console.error(reason instanceof Problem ? reason.message : reason);
    process.exit(1);
  });
}
