import { spawnSync } from 'node:child_process';
import { describe, expect, inject, it } from 'vitest';
import { cases, hasCases, pathOf } from '../../data/import/cases/testSupport';
import { DataProblem } from '../../data/spec';
import { UsageError } from '../usage';
import { openedLines, openFiles } from './ownData';
import { parseOptions } from './trainOptions';

const open = (files: readonly string[], ...flags: readonly string[]) => {
  const dataset = files.map(pathOf).join(',');
  return openFiles({ ...parseOptions(['--dataset', dataset, ...flags]), dataset });
};

async function refusal(files: readonly string[], ...flags: readonly string[]): Promise<Error> {
  const reason = await open(files, ...flags).catch((error: unknown) => error);
  expect(reason).toBeInstanceOf(Error);
  return reason as Error;
}

describe.skipIf(!hasCases)('real-world files (skipped where ../shared is missing)', () => {
  it.each(cases.map((one) => [`${one.files.join(', ')} ${one.flags?.join(' ') ?? ''}`.trim(), one] as const))(
    '%s',
    async (_name, { files, flags = [], right }) => {
      const opened = await open(files, ...flags);
      const [first, ...said] = openedLines(opened);
      const { info } = opened;
      const what = right.classes ? `${right.classes.length} classes` : '1 number';
      expect(first).toBe(
        `${files.join(', ')}: ${right.inputs} inputs → ${what}; ${info.trainSize} rows to train, ${info.testSize} to test`,
      );
      expect(info.trainSize + info.testSize).toBe(right.rows);
      if (right.classes) expect(info.classNames).toEqual(right.classes);
      if (right.names)
        expect(right.names.filter((name) => info.inputNames?.includes(name))).toEqual(info.inputNames);
      for (const words of right.says ?? []) expect(said.join('\n')).toMatch(words);
      for (const words of right.saysNot ?? []) expect(said.join('\n')).not.toMatch(words);
    },
  );

  it('missing-words.csv: asks what inf means and names the options that answer', async () => {
    const reason = await refusal(['missing-words.csv']);
    expect(reason).toBeInstanceOf(UsageError);
    expect(reason.message).toContain('row 22, column a: “inf”');
    for (const flag of ['--missing inf', '--numbers a', '--categories a', '--leave-out a'])
      expect(reason.message).toContain(flag);
    expect((await refusal(['missing-words.csv'], '--numbers', 'a')).message).toMatch(/column kind.*inf/);
    const declared = await open(['missing-words.csv'], '--leave-out', 'a', '--missing', 'inf');
    expect(declared.info.inputNames).toEqual(['b']);
  });

  it('libsvm.txt: names the format and the way out', async () => {
    const reason = await refusal(['libsvm.txt']);
    expect(reason).toBeInstanceOf(DataProblem);
    expect(reason.message).toMatch(/LIBSVM/i);
  });

  it('nan-to-num: says that the number does not fit single precision, and how to write it', async () => {
    const reason = await refusal(['nan-to-num-X.npy', 'nan-to-num-y.npy']);
    expect(reason.message).toMatch(/single precision[\s\S]*posinf/);
  });

  it('alternative readings are listed with the flag that selects them; flags override the detected layout', async () => {
    const said = openedLines(await open(['whole-thousands.csv'])).join('\n');
    expect(said).toMatch(/or: .*--decimal point/);
    const point = await open(['whole-thousands.csv'], '--decimal', 'point', '--leave-out', 'Flaeche');
    const people = [...point.dataset.train.inputs, ...point.dataset.test.inputs];
    expect(people).toContain(Math.fround(26.064));
    const skipped = await open(['title-above.csv'], '--skip-rows', '4', '--header', 'no');
    expect(skipped.info.trainSize + skipped.info.testSize).toBe(40);
    expect(skipped.understood).toContain(
      'header: none; 4 rows above the table are skipped, including blank ones',
    );
  });

  it('the command prints how the file is read before training; a refused file exits with status 2', () => {
    const lab = (...args: string[]) =>
      spawnSync(process.execPath, [inject('lab'), 'train', ...args], {
        encoding: 'utf8',
      });
    const run = lab(
      ...[
        '--dataset',
        pathOf('separable.csv'),
        '--rule',
        'bp',
        '--epochs',
        '1',
        '--hidden',
        '4',
        '--backend',
        'cpu',
      ],
    );
    expect(run.stderr.split('\n').slice(0, 6)).toEqual([
      'separable.csv: 2 inputs → 2 classes; 320 rows to train, 80 to test',
      'target: kind, 2 classes (left, right)',
      'header: first row',
      'separator: comma',
      'decimal mark: point',
      'missing marks: none found',
    ]);
    expect(run.status).toBe(0);
    const refused = lab('--dataset', pathOf('int-target-X.npy'), '--decimal', 'comma');
    expect(refused.stderr).toContain('--decimal: only for tables of text');
    expect(refused.status).toBe(2);
  }, 60_000);
});
