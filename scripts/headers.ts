/**
 * Security headers: the content security policy and related headers for the lab's server and `vite preview`; for other
 * static hosts the policy is in a `<meta>` of the page.
 */
import { type Folder, folders as known } from '../src/data/storage/folders';

/** Cross-origin isolation, which shared memory and wasm threads need. */
export const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
} as const;

/** Mirrors with CORS, from which pages may fetch data sets. A path that ends in a slash includes everything below. */
const mirrorsOf = (folders: readonly Folder[]): readonly string[] => [
  ...new Set(
    folders.flatMap(({ mirrors }) =>
      mirrors.filter(({ browsers }) => browsers).map(({ address }) => address),
    ),
  ),
];

/** Directives that browsers accept in a `<meta>`. */
function directives(folders: readonly Folder[]): Readonly<Record<string, readonly string[]>> {
  return {
    'default-src': ["'none'"],
    // TensorFlow.js's kernels and ours are WebAssembly; `eval` is not needed.
    'script-src': ["'self'", "'wasm-unsafe-eval'"],
    'worker-src': ["'self'"],
    'connect-src': ["'self'", ...mirrorsOf(folders)],
    'style-src': ["'self'"],
    // Stylesheets inline small images and fonts; charts are saved as blobs.
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

/** The policy for `<meta>`, where `frame-ancestors` is not allowed. */
export const metaPolicy = (folders: readonly Folder[] = known): string => textOf(directives(folders));

export const contentPolicy = (folders: readonly Folder[] = known): string =>
  textOf({ ...directives(folders), 'frame-ancestors': ["'none'"] });

/** For every response, because a worker's policy comes from the headers of its script. */
export const pageHeaders: Readonly<Record<string, string>> = {
  ...isolation,
  'Content-Security-Policy': contentPolicy(),
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};
