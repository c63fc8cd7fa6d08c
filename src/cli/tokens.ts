/** The design's tokens, from which figures get their colours. */
import { readFileSync } from 'node:fs';

export const tokens = (): string =>
  readFileSync(new URL('../../src/figures/theme/tokens.css', import.meta.url), 'utf8');
