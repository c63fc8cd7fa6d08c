/** What the command line reads of the checkout that it runs from: the version of the lab, and the design's tokens. */
import { readFileSync } from 'node:fs';

/** @param path from the root, two levels above this file */
const textAt = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

export function labVersion(): string {
  return (JSON.parse(textAt('package.json')) as { readonly version: string }).version;
}

/** From which figures get their colours. */
export const tokens = (): string => textAt('src/figures/theme/tokens.css');
