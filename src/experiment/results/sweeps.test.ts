import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeSummary } from './sweepSummary';
import { loadSweep, readSweepFiles, sweepIds } from './sweeps';

const folder = join(import.meta.dirname, '../../../results/sweeps');
const json = (id: string, name: string): unknown =>
  JSON.parse(readFileSync(join(folder, id, `${name}.json`), 'utf8'));

it('the registry lists the folders of results/sweeps', () => {
  expect(readdirSync(folder).sort()).toEqual([...sweepIds].sort());
});

it('a sweep has its experiment, and a run for each file; a summary is as it is written', async () => {
  for (const id of sweepIds) {
    const { runs, planned } = await loadSweep(id);
    const files = readdirSync(join(folder, id)).filter((name) => /^\d+-.*\.json$/.test(name));
    expect(runs, id).toHaveLength(files.length);
    expect(runs.length).toBeLessThanOrEqual(planned);
    const written = runs.map(({ spec: _spec, ...run }) => run);
    expect(readFileSync(join(folder, id, 'summary.json'), 'utf8')).toBe(writeSummary(id, written));
  }
});

it('a run that the experiment does not have, and a broken summary, are refused by name', () => {
  const experiment = json('mnist-accuracy', 'experiment');
  const summary = json('mnist-accuracy', 'summary') as { runs: object[] };
  const read = (changed: object) => readSweepFiles('mnist-accuracy', experiment, { ...summary, ...changed });
  expect(() => read({ runs: [{ ...summary.runs[0], run: 'pepita-0' }] })).toThrow(
    'results/sweeps/mnist-accuracy/summary.json: runs.0.run: “pepita-0” is no run of experiment.json. Run npm run docs.',
  );
  expect(() => read({ runs: [{ ...summary.runs[0], seed: 'x' }] })).toThrow(/runs\.0\.seed: “x”/);
  expect(() => read({ version: 2 })).toThrow(/version: “2”: this lab reads version 1/);
  expect(read({ runs: [] })).toMatchObject({ planned: 18, runs: [] });
});
