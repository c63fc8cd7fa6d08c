import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import configuration, { parts } from '../.dependency-cruiser.mjs';
import { ruleIds } from '../src/core/rules';
import { datasetIds } from '../src/data';
import { alternatives, boundaryTables } from './boundaryTables';
import { algorithmsDocument, documents, withGenerated } from './docs';

it.each(Object.entries(documents))('%s is up to date: npm run docs writes it', (path, write) => {
  expect(readFileSync(path, 'utf8')).toBe(`${write().trimEnd()}\n`);
});

it('docs/algorithms.md has all rules and data sets', () => {
  const document = algorithmsDocument();
  for (const id of [...ruleIds, ...datasetIds]) expect(document).toContain(`| \`${id}\` |`);
});

describe('the import tables', () => {
  const text = boundaryTables();

  it('contain every folder and every enforced rule', () => {
    for (const { part, holds } of parts) expect(text).toContain(`| \`src/${part}\` | ${holds} |`);
    for (const { name = '', comment } of configuration.forbidden ?? [])
      if (!/^(direction|types-only)-/.test(name)) expect(text, name).toContain(comment ?? name);
  });

  it('list what may be imported, and what for types only', () => {
    const row = (part: string) => text.split('\n').find((line) => line.startsWith(`| \`src/${part}\``));
    expect(row('core')).toMatch(/\| – \| – \|$/);
    expect(row('client')).toMatch(/\| registries, [^|]*`experiment\/`[^|]* \| [^|]*`worker\/` \|$/);
    expect(text).toMatch(/\| `src\/core\/` \| only `@tensorflow\/tfjs-core`, `zod` \|/);
    expect(text).toMatch(/\| all but `src\/client\/`, `src\/worker\/` \| not `comlink` \|/);
  });

  it('expand patterns, and reject unsupported ones', () => {
    expect(alternatives('^src/core/(run/(spec|events)|format)\\.ts$')).toEqual([
      'src/core/run/spec.ts',
      'src/core/run/events.ts',
      'src/core/format.ts',
    ]);
    expect(() => alternatives('^src/[a-c]/')).toThrow(/not a plain pattern/);
  });

  it('replace only the text between their marks', () => {
    const marks = 'a\n<!-- x: begin -->\nold\n<!-- x: end -->\nb\n';
    expect(withGenerated(marks, 'x', 'new')).toBe('a\n<!-- x: begin -->\n\nnew\n\n<!-- x: end -->\nb\n');
    expect(() => withGenerated('a', 'x', 'new')).toThrow(/x: begin/);
  });
});
