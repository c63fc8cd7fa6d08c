/** Vite plugins of the build: content security policy and preloads in the page, and precompressed copies. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip, constants as zlib } from 'node:zlib';
import type { Plugin } from 'vite';
import { metaPolicy } from './headers';

/** In a `<meta>`, because many static hosts do not allow custom headers. Build only: the dev server uses inline scripts. */
export function policyInPage(): Plugin {
  return {
    name: 'f3-lab:policy-in-page',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: metaPolicy() },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/** Files that every first screen shows, but that the browser finds only once styles apply: Latin text. */
const EARLY = /(^|\/)inter-latin-opsz-normal-[\w-]+\.woff2$/;

/** Preloads fonts of the first screen. @throws Error if the build has none: they were renamed */
export function fontsInPage(): Plugin {
  return {
    name: 'f3-lab:fonts-in-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle }) => {
        const fonts = Object.keys(bundle ?? {}).filter((file) => EARLY.test(file));
        if (fonts.length === 0)
          throw new Error(`The build has no file like ${EARLY}, which the page preloads.`);
        return fonts.map((file) => ({
          tag: 'link',
          // Fonts are requested without credentials; a preload with them would be a second request.
          attrs: { rel: 'preload', href: `./${file}`, as: 'font', type: 'font/woff2', crossorigin: '' },
          injectTo: 'head',
        }));
      },
    },
  };
}

/** Fonts and images are already compressed. */
const packs = /\.(js|css|html|svg|json|wasm|txt)$/;
/** About one network packet: compressing smaller files gains nothing. */
const LEAST_BYTES = 1400;

const packers = {
  // The next level takes three times as long for 6 %.
  br: (bytes: Buffer) => promisify(brotliCompress)(bytes, { params: { [zlib.BROTLI_PARAM_QUALITY]: 9 } }),
  gz: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }),
} as const;

/** Writes `name.br` and `name.gz` beside every file of a folder that shrinks. */
export async function packFolder(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && packs.test(entry.name));
  const pack = async (file: string): Promise<void> => {
    const bytes = await readFile(file);
    if (bytes.length < LEAST_BYTES) return;
    const written = Object.entries(packers).map(async ([ending, packer]) => {
      const packed = await packer(bytes);
      if (packed.length < bytes.length) await writeFile(`${file}.${ending}`, packed);
    });
    await Promise.all(written);
  };
  await Promise.all(files.map(({ parentPath, name }) => pack(join(parentPath, name))));
}

/** Must be the last plugin, so that files copied by others are compressed too. */
export function packedCopies(): Plugin {
  return {
    name: 'f3-lab:packed-copies',
    apply: 'build',
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler({ dir }) {
        if (dir !== undefined) await packFolder(dir);
      },
    },
  };
}
