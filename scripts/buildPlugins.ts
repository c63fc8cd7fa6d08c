/** What is done to a build besides bundling it: the policy in its page, and packed copies of what packs well. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip, constants as zlib } from 'node:zlib';
import type { Plugin } from 'vite';
import { metaPolicy } from './headers';

/** Many hosts of static files let nobody set headers. The development server writes scripts into the page. */
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

/** Fonts and pictures are packed already. */
const packs = /\.(js|css|html|svg|json|wasm|txt)$/;
/** A packet's worth: below that nothing is won. */
const LEAST_BYTES = 1400;

const packers = {
  // One more would take three times as long for 6 %.
  br: (bytes: Buffer) => promisify(brotliCompress)(bytes, { params: { [zlib.BROTLI_PARAM_QUALITY]: 9 } }),
  gz: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }),
} as const;

/** Writes `name.br` and `name.gz` beside every file of a folder that becomes smaller by it. */
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

/** Last of all plugins: what others copy into the build is packed too. */
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
