import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ruleIds } from '../src/core/rules';
import { datasetIds } from '../src/data';
import { algorithmsDocument, documents } from './docs';

it.each(Object.entries(documents))('%s is what its source says: npm run docs writes it', (path, write) => {
  expect(readFileSync(path, 'utf8')).toBe(`${write().trimEnd()}\n`);
});

it('docs/algorithms.md has all rules and data sets', () => {
  const document = algorithmsDocument();
  for (const id of [...ruleIds, ...datasetIds]) expect(document).toContain(`| \`${id}\` |`);
});
