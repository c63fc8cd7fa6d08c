import { describe, expect, it } from 'vitest';
import { ruleIds } from '../core/rules';
import { downloads } from './downloads';
import { datasetIds, datasetSpec, datasets } from './index';

describe.each(datasetIds)('the entry of %s', (id) => {
  const spec = datasets[id];

  it('is found by its id', () => {
    expect(spec.id).toBe(id);
    expect(datasetSpec(id)).toBe(spec);
  });

  it('has a rate for every rule, and where the rates come from', () => {
    for (const rule of ruleIds) expect(spec.learningRates[rule]).toBeGreaterThan(0);
    expect(spec.learningRateSource).not.toBe('');
  });

  it('can be fetched if it is made of files', () => {
    expect(Object.keys(downloads[id]?.sha256 ?? {}).sort()).toEqual([...spec.files].sort());
  });
});

it('knows no other', () => {
  for (const id of ['', 'toString', '__proto__', 'MNIST']) expect(datasetSpec(id)).toBeUndefined();
});
