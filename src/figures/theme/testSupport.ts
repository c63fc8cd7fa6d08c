/** Contrast of looks with the surfaces of both themes. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Look } from '../../core/rules/look';
import { contrast } from './oklab';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
/** A surface's colours in both themes, from the stylesheet. */
function surface(name: string): { light: string; dark: string } {
  const [, light, dark] = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css) ?? [];
  if (light === undefined || dark === undefined) throw new Error(`tokens.css has no --${name}.`);
  return { light, dark };
}
const surfaces = ['bg', 's1', 's2'].map(surface);

/** Fails unless lines reach 3:1 and text 4.5:1. */
export function readable(id: string, look: Look): void {
  for (const theme of ['light', 'dark'] as const) {
    const { line, text = line } = look[theme];
    for (const on of surfaces) {
      const where = `${id}, ${theme}, on ${on[theme]}`;
      expect(contrast(line, on[theme]), `line of ${where}`).toBeGreaterThanOrEqual(3);
      expect(contrast(text, on[theme]), `text of ${where}`).toBeGreaterThanOrEqual(4.5);
    }
  }
}
