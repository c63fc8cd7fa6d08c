/** Serves data sets from `public/data`, downloads them on request, and keeps them out of builds. */
import { cp, realpath, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, sep } from 'node:path';
import type { Plugin } from 'vite';
import { LAB_SERVER, type ServerIndex } from '../src/data/fetch/labServer';
import { type Folder, folders as known } from '../src/data/storage/folders';
import { type DataPlaces, dataPlaces } from './dataPlaces';
import { filesThere } from './fetchFolder';
import { fetchOnRequest } from './fetchOnRequest';
import type { HostOptions } from './hosts';
import { isOwnPage } from './ownPage';
import { sendFile } from './sendFile';

const prefix = '/data/';

/** Resolves links. A file outside `root` counts as missing. */
async function within(root: string, path: string): Promise<string | undefined> {
  try {
    const [real, place] = await Promise.all([realpath(path), realpath(root)]);
    return real.startsWith(place + sep) ? real : undefined;
  } catch {
    return undefined;
  }
}

/** The path of a data set file by its address; undefined for anything else. */
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

/** Responds with an error as one line of text. */
export function refuse(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers });
  response.end(`${text}\n`);
}

/** Lists each folder's files, and announces that this server can download the rest. */
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

/** Sends a file. A missing one is a 404, never the app's page, which could be taken for data. */
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
  /** Folders that it can download; default: the registry's. */
  readonly folders?: readonly Folder[] | undefined;
}

/**
 * Handles `/data/…`: sends files, which may appear while the server runs; lists them for `GET /data/`; downloads missing
 * ones for `POST /data/<folder>`.
 * @param data the folder with the data sets' folders
 */
export function dataHandler(data: string, { mirror, folders = known, ...names }: HandlerOptions = {}) {
  const fetchFolder = fetchOnRequest({ data, mirror });

  const post = (name: string, request: IncomingMessage, response: ServerResponse): void => {
    const folder = folders.find((one) => one.name === name);
    if (!isOwnPage(request, names)) refuse(response, 403, 'Only the lab’s own page may ask for that.');
    else if (folder === undefined) refuse(response, 404, `There is no data set ${name} to download.`);
    else fetchFolder(folder, response);
  };

  return async (request: IncomingMessage, response: ServerResponse, next: () => unknown): Promise<void> => {
    const address = (request.url ?? '').split(/[?#]/)[0] ?? '';
    if (!address.startsWith(prefix)) await next();
    else if (request.method === 'POST') post(address.slice(prefix.length), request, response);
    else if (request.method !== 'GET' && request.method !== 'HEAD')
      refuse(response, 405, 'Only GET, HEAD and POST are allowed.', { Allow: 'GET, HEAD, POST' });
    else if (address === prefix) await sendIndex(response, data, folders);
    else await sendData(request, response, data, folders);
  };
}

/** Vite plugin: serves the data folder in dev and preview, and excludes it from builds. */
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
      // Do not watch it: a download writes thousands of times.
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
