/** Data sets lie in `public/data`, served as they are and never part of a build. */
import { createReadStream } from 'node:fs';
import { cp, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, resolve, sep } from 'node:path';
import type { Plugin } from 'vite';

const prefix = '/data/';

/** The file that an address names; undefined where it would lead out of `root`. */
function fileAt(root: string, address: string): string | undefined {
  try {
    const path = decodeURIComponent(address.slice(prefix.length));
    const file = resolve(root, path);
    return file.startsWith(resolve(root) + sep) && !path.includes('\0') ? file : undefined;
  } catch {
    return undefined; // "%zz" is no address
  }
}

/**
 * Answers `/data/…` from the files of `root`, looked up anew each time so that files may appear later.
 * They go out as bytes: a `.gz` is content here, so no Content-Encoding, and a missing file is a 404
 * where the app's own page would look like data.
 */
export function dataHandler(root: string) {
  return async (request: IncomingMessage, response: ServerResponse, next: () => void): Promise<void> => {
    const address = (request.url ?? '').split(/[?#]/)[0] ?? '';
    if (!address.startsWith(prefix)) {
      next();
      return;
    }
    const file = fileAt(root, address);
    const found = file === undefined ? undefined : await stat(file).catch(() => undefined);
    if (file === undefined || !found?.isFile()) {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end(`There is no file ${address}.\n`);
      return;
    }
    response.writeHead(200, {
      'Content-Type': 'application/octet-stream',
      'Content-Length': found.size,
      'Cache-Control': 'no-cache',
    });
    if (request.method === 'HEAD') response.end();
    else
      createReadStream(file)
        .on('error', () => response.destroy())
        .pipe(response);
  };
}

/** Serves `public/data` in dev and preview, and copies everything but it into a build. */
export function serveData(): Plugin {
  let publicDir = '';
  return {
    name: 'f3-lab:serve-data',
    config: () => ({ build: { copyPublicDir: false } }),
    configResolved(config) {
      publicDir = config.publicDir;
    },
    configureServer(server) {
      server.middlewares.use(dataHandler(join(publicDir, 'data')));
    },
    configurePreviewServer(server) {
      server.middlewares.use(dataHandler(join(publicDir, 'data')));
    },
    async writeBundle({ dir }) {
      const there = await stat(publicDir).catch(() => undefined);
      if (dir === undefined || !there?.isDirectory()) return;
      const data = join(publicDir, 'data');
      await cp(publicDir, dir, { recursive: true, filter: (from) => from !== data });
    },
  };
}
