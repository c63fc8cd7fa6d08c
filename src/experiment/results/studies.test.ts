import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { describe, expect, it } from 'vitest';
import { fromQuery, toQuery } from '../files/link';
import { writeRecord } from './record';
import { isStudyId, loadRecorded, studyIds } from './studies';

const root = join(import.meta.dirname, '../../..');
const results = join(root, 'results');
const MOST_BYTES = 60_000;

it('the registry lists the folders of results', () => {
  const folders = readdirSync(results, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual([...studyIds, 'sweeps', 'ways'].sort());
  expect([isStudyId('better-wires'), isStudyId('no')]).toEqual([true, false]);
});

describe.each(studyIds)('%s', (id) => {
  it('fits its study, is small, and is as the command writes it', async () => {
    const { record } = await loadRecorded(id);
    const path = join(results, id, 'record.json');
    expect(readFileSync(path, 'utf8')).toBe(writeRecord(record));
    expect(statSync(path).size).toBeLessThan(MOST_BYTES);
  });

  it('has its experiments as the page’s address writes them', async () => {
    const { study } = await loadRecorded(id);
    for (const { query } of study.arms) expect(toQuery(fromQuery(query).experiment)).toBe(query);
  });
});

it('the page’s build loads each file on demand', async () => {
  const built = await build({
    root,
    logLevel: 'error',
    configFile: false,
    publicDir: false,
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'studies.ts'), formats: ['es'], fileName: 'studies' },
    },
  });
  const [{ output }] = [built].flat() as [Rolldown.RolldownOutput];
  const chunks = output.filter((one) => one.type === 'chunk');
  const own = (path: string) => chunks.find(({ moduleIds }) => moduleIds.some((one) => one.endsWith(path)));
  for (const id of studyIds)
    for (const name of ['study.json', 'record.json']) {
      const chunk = own(`results/${id}/${name}`);
      expect(chunk?.isDynamicEntry, `${id}/${name}`).toBe(true);
      expect(chunk?.moduleIds).toHaveLength(1);
    }
});
