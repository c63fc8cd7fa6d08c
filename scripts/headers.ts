/**
 * What browsers may do with the lab's pages. One policy for the lab's server, for `vite preview` and, in a `<meta>`,
 * for hosts that send no headers of their own.
 */
import { type Folder, folders as known } from '../src/data/keep/folders';

/** Shared memory, and with it the threads of wasm, needs a cross-origin isolated page. */
export const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
} as const;

/** Where a page may fetch data sets: the mirrors that let it. A path that ends in a slash covers all below it. */
const mirrorsOf = (folders: readonly Folder[]): readonly string[] => [
  ...new Set(
    folders.flatMap(({ mirrors }) =>
      mirrors.filter(({ browsers }) => browsers).map(({ address }) => address),
    ),
  ),
];

/** What a page's own `<meta>` may say as well; browsers ignore the rest there. */
function directives(folders: readonly Folder[]): Readonly<Record<string, readonly string[]>> {
  return {
    'default-src': ["'none'"],
    // TensorFlow.js's kernels and ours are WebAssembly; nothing is evaluated from text.
    'script-src': ["'self'", "'wasm-unsafe-eval'"],
    'worker-src': ["'self'"],
    'connect-src': ["'self'", ...mirrorsOf(folders)],
    'style-src': ["'self'"],
    // Small pictures and fonts stand in the styles; charts are saved by way of blobs.
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'", 'data:'],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  };
}

const textOf = (policy: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ');

/** For the page's own `<meta>`, which cannot say who may frame it. */
export const metaPolicy = (folders: readonly Folder[] = known): string => textOf(directives(folders));

export const contentPolicy = (folders: readonly Folder[] = known): string =>
  textOf({ ...directives(folders), 'frame-ancestors': ["'none'"] });

/** For every answer: workers, too, are bound by the headers of their own script. */
export const pageHeaders: Readonly<Record<string, string>> = {
  ...isolation,
  'Content-Security-Policy': contentPolicy(),
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};
