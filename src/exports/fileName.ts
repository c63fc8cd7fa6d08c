/** Names of exported files, which tell what is in them. */

/** Characters of one part, so that a file's name fits everywhere. */
const MOST = 60;

/** "F³-Error on MNIST" → "f3-error-on-mnist" */
export const slugOf = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MOST)
    .replace(/^-+|-+$/g, '');

/** "f3-lab-test-accuracy-mnist.svg" @param parts those that are empty are left out */
export const fileNameOf = (parts: readonly string[], extension: string): string =>
  `${['f3-lab', ...parts.map(slugOf)].filter(Boolean).join('-')}.${extension}`;
