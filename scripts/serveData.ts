/** Data sets lie in `public/data`, served as they are, fetched when the page asks, and never part of a build. */
import { cp, realpath, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, sep } from 'node:path';
import type { Plugin } from 'vite';
import { LAB_SERVER, type ServerIndex } from '../src/data/fetch/labServer';
import { type Folder, folders as known } from '../src/data/keep/folders';
import { type DataPlaces, dataPlaces } from './dataPlaces';
import { filesThere } from './fetchFolder';
import { fetchOnRequest } from './fetchOnRequest';
import type { HostOptions } from './hosts';
import { isOwnPage } from './ownPage';
import { sendFile } from './sendFile';

const prefix = '/data/';

/** Where links that lead out of `root` end is nobody's business: such a file is not there. */
async function within(root: string, path: string): Promise<string | undefined> {
  try {
    const [real, place] = await Promise.all([realpath(path), realpath(root)]);
    return real.startsWith(place + sep) ? real : undefined;
  } catch {
    return undefined;
  }
}

/** The file that an address names, if it is one of a data set's; undefined for whatever else lies there. */
async function fileAt(
  root: string,
  folders: readonly Folder[],
  address: string,
): Promise<string | undefined> {
  const [name, file, ...more] = address.slice(prefix.length).split('/');
  const folder = folders.find((one) => one.name === name);
  if (folder === undefined || file === undefined || more.length > 0) return undefined;
  const listed = folder.files.some((one) => file === one.name || file === `${one.name}.gz`);
  return listed ? within(root, join(root, folder.name, file)) : undefined;
}

/** One line of text in place of what was asked for. */
export function refuse(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers });
  response.end(`${text}\n`);
}

/** What is there of each folder, and that this server fetches the rest. */
async function sendIndex(response: ServerResponse, root: string, folders: readonly Folder[]): Promise<void> {
  const entries = folders.map(async (folder) => {
    const there = await filesThere(folder, join(root, folder.name));
    const real = await Promise.all(there.map(({ name }) => within(root, join(root, folder.name, name))));
    return [folder.name, there.filter((_, i) => real[i] !== undefined)];
  });
  const index: ServerIndex = { server: LAB_SERVER, folders: Object.fromEntries(await Promise.all(entries)) };
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(index));
}

/** A missing file is a 404, where the app's own page would look like data. */
async function sendData(
  request: IncomingMessage,
  response: ServerResponse,
  root: string,
  folders: readonly Folder[],
): Promise<void> {
  const address = (request.url ?? '').split(/[?#]/)[0] ?? '';
  const file = await fileAt(root, folders, address);
  const found = file === undefined ? undefined : await stat(file).catch(() => undefined);
  if (file === undefined || !found?.isFile()) refuse(response, 404, `There is no file ${address}.`);
  else await sendFile(request, response, file);
}

export interface HandlerOptions extends HostOptions {
  /** Tried before the public mirrors. */
  readonly mirror?: string | undefined;
  /** Those it knows where to fetch: the registry's. */
  readonly folders?: readonly Folder[] | undefined;
}

/**
 * Answers `/data/…`: files as they are, looked up anew each time so that they may appear later; `GET /data/` with what
 * there is; `POST /data/<folder>` by fetching what is missing.
 * @param data the folder with the data sets' folders
 */
export function dataHandler(data: string, { mirror, folders = known, ...names }: HandlerOptions = {}) {
  const fetchFolder = fetchOnRequest({ data, mirror });

  const post = (name: string, request: IncomingMessage, response: ServerResponse): void => {
    const folder = folders.find((one) => one.name === name);
    if (!isOwnPage(request, names)) refuse(response, 403, 'Only the lab’s own page may ask for that.');
    else if (folder === undefined) refuse(response, 404, `There is no data set ${name} to fetch.`);
    else fetchFolder(folder, response);
  };

  return async (request: IncomingMessage, response: ServerResponse, next: () => unknown): Promise<void> => {
    const address = (request.url ?? '').split(/[?#]/)[0] ?? '';
    if (!address.startsWith(prefix)) await next();
    else if (request.method === 'POST') post(address.slice(prefix.length), request, response);
    else if (request.method !== 'GET' && request.method !== 'HEAD')
      refuse(response, 405, 'Data files can be read, and fetched by POST.', { Allow: 'GET, HEAD, POST' });
    else if (address === prefix) await sendIndex(response, data, folders);
    else await sendData(request, response, data, folders);
  };
}

/** Serves the data folder in dev and preview, and copies everything but it into a build. */
export function serveData(env: NodeJS.ProcessEnv = process.env): Plugin {
  let publicDir = '';
  let places: DataPlaces = dataPlaces('.', env);
  const middleware = () => {
    const handle = dataHandler(places.data, places);
    return (request: IncomingMessage, response: ServerResponse, next: (reason?: unknown) => void): void => {
      handle(request, response, next).catch(next);
    };
  };
  return {
    name: 'f3-lab:serve-data',
    config: () => ({
      build: { copyPublicDir: false },
      // A download writes thousands of times; no page depends on it.
      server: { watch: { ignored: ['**/public/data/**'] } },
    }),
    configResolved(config) {
      publicDir = config.publicDir;
      places = dataPlaces(config.root, env, join(publicDir, 'data'));
    },
    configureServer(server) {
      server.middlewares.use(middleware());
    },
    configurePreviewServer(server) {
      server.middlewares.use(middleware());
    },
    async writeBundle({ dir }) {
      const there = await stat(publicDir).catch(() => undefined);
      if (dir === undefined || !there?.isDirectory()) return;
      const data = join(publicDir, 'data');
      await cp(publicDir, dir, { recursive: true, filter: (from) => from !== data });
    },
  };
}
