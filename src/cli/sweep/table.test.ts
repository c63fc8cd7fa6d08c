import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { defaultExperiment } from '../../experiment/defaults';
import { writeNotebookFile } from '../../notebook/file';
import { experimentRecord } from '../../notebook/newExperiment';
import { doneRun } from '../../notebook/stats/testSupport';
import { UsageError } from '../usage';
import { tableCommand } from './table';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'table-'));
  const settings = { ...defaultExperiment(), rules: ['bp' as const, 'drtp' as const], seeds: [0, 1] };
  const runs = [0, 1].flatMap((seed) => [doneRun('bp', seed, 0.9 + seed / 30), doneRun('drtp', seed, 0.5)]);
  const text = writeNotebookFile({
    experiments: [experimentRecord('a', settings, [], 1)],
    runs,
    curves: runs.map(() => []),
    checkpoints: runs.map(() => undefined),
  });
  writeFileSync(join(folder, 'two.f3lab.json'), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function printed(...args: readonly string[]): string {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    tableCommand([join(folder, 'two.f3lab.json'), ...args]);
    return write.mock.calls.map(([text]) => String(text)).join('');
  } finally {
    write.mockRestore();
  }
}

it('prints aligned text by default', () => {
  const [title, head, bp, drtp, ...rest] = printed().split('\n');
  expect(title).toMatch(/^BP, DRTP on .*, 2 seeds$/);
  expect(head).toMatch(
    /^ {6}Runs done +Accuracy +Best accuracy +Gap closed +Test loss +Angle to BP +Per epoch$/,
  );
  expect(bp).toMatch(/^BP +2 of 2 +91\.67 % ± 2\.36 +91\.67 % ± 2\.36 +reference /);
  expect(drtp).toMatch(/^DRTP +2 of 2 +50\.00 % ± 0\.00 /);
  expect(rest).toEqual(['']);
});

it('--as csv is unrounded, markdown and latex have the figures of the text', () => {
  const { data } = Papa.parse<Record<string, string>>(printed('--as', 'csv').trimEnd(), { header: true });
  const [bp] = data;
  expect(data.map(({ algorithm }) => algorithm)).toEqual(['BP', 'DRTP']);
  expect(Number(bp?.test_accuracy_mean)).toBeCloseTo(0.9 + 1 / 60, 15);
  expect(Number(bp?.test_accuracy_sd)).toBeCloseTo(Math.sqrt(1 / 1800), 15);
  expect(printed('--as', 'markdown')).toMatch(/\n\| BP \| 2 of 2 \| 91\.67\u00a0% ± 2\.36 \| /);
  expect(printed('--as', 'latex')).toMatch(/\n {4}BP & 2 of 2 & 91\.67\\,\\% \$\\pm\$ 2\.36 & /);
  expect(printed('--as', 'latex')).toMatch(/caption\{BP, DRTP on .* Adam .* seeds 0,1\. Mean /);
});

it('names the formats when another one is asked for', () => {
  expect(() => printed('--as', 'word')).toThrow(UsageError);
  expect(() => printed('--as', 'word')).toThrow(
    '--as: “word” is not a format. Choose text|csv|markdown|latex.',
  );
});
