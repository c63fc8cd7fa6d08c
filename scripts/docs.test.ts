import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ruleIds } from '../src/core/rules';
import { datasetIds } from '../src/data';
import { algorithmsDocument, documentPath } from './docs';

it('docs/algorithms.md is what the registries say: npm run docs writes it', () => {
  const document = algorithmsDocument();
  expect(readFileSync(documentPath, 'utf8')).toBe(`${document.trimEnd()}\n`);
  for (const id of [...ruleIds, ...datasetIds]) expect(document).toContain(`| \`${id}\` |`);
});
