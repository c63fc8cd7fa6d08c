/** Size of the built app's scripts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Bytes } from '../results';

const gzipped = (path: string): number => gzipSync(readFileSync(path)).length;
const plain = (path: string): number => readFileSync(path).length;
const total = (paths: readonly string[], of: (path: string) => number): number =>
  paths.reduce((sum, path) => sum + of(path), 0);

/** @param dist the built app's folder */
export function bytesOf(dist: string): Bytes {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const first = [...html.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+\.js)"/g)].map(([, path]) =>
    join(dist, path as string),
  );
  const assets = readdirSync(join(dist, 'assets')).map((name) => join(dist, 'assets', name));
  const scripts = assets.filter((path) => path.endsWith('.js'));
  return {
    firstScreenGzipped: total(first, gzipped),
    scriptsGzipped: total(scripts, gzipped),
    scripts: total(scripts, plain),
    wasm: total(
      assets.filter((path) => path.endsWith('.wasm')),
      plain,
    ),
  };
}
