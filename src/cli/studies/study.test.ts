import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunEvent } from '../../core/run/events';
import { createRun } from '../../core/run/run';
import { expand } from '../../experiment/expand';
import { curveAt, measureAt, runsOf } from '../../experiment/results/curves';
import { readRecord } from '../../experiment/results/record';
import { readStudy, type Study } from '../../experiment/results/study';
import { startBackend } from '../backend';
import { loadSet } from '../train/setFiles';
import { provenanceOf } from './provenance';
import { type Recording, recordStudy } from './record';
import { readStudyOptions } from './study';
import { studiesText, studyText } from './studyText';

const experiment = 'dataset=moons&rule=bp,f3-error&hidden=4&batch-size=500&epochs=2&seed=0,1&backend=cpu';
const json = {
  id: 'tiny',
  title: 'A tiny study',
  question: 'Does it work?',
  arms: [
    { id: 'one', name: 'One arm', experiment: `${experiment}&measures=gradient-angle,error-memory` },
    { id: 'raw', name: 'Another arm', experiment: `${experiment}&error-transform=raw` },
  ],
};
const study: Study = readStudy('tiny', json);

let folder = '';
let path = '';
const lines: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'study-'));
  path = join(folder, 'record.json');
  lines.length = 0;
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const recording = async (isStopped = () => false): Promise<Recording> => ({
  study,
  provenance: provenanceOf('cpu'),
  kernels: await startBackend('cpu'),
  dataset: (id) => loadSet(id, folder),
  path,
  isStopped,
});

describe('lab study --record', () => {
  it('writes the same bytes each time, which the reader reads', async () => {
    const recorded = await recordStudy(await recording());
    const first = readFileSync(path, 'utf8');
    expect(readRecord(study, JSON.parse(first))).toEqual(recorded);
    rmSync(path);
    await recordStudy(await recording());
    expect(readFileSync(path, 'utf8')).toBe(first);
    expect(readdirSync(folder)).toEqual(['record.json']);
  });

  it('records the events of its runs, for every arm, rule and seed', async () => {
    const recorded = await recordStudy(await recording());
    if (!recorded) throw new Error('stopped');
    const dataset = await loadSet('moons', folder);
    for (const arm of study.arms) {
      const runs = expand(arm.experiment);
      expect(recorded.record.arms.find(({ id }) => id === arm.id)?.runs).toHaveLength(runs.length);
      for (const { id, spec } of runs) {
        const events: RunEvent[] = [];
        for await (const event of createRun(spec, dataset, { id, kernels: await startBackend('cpu') }).events)
          events.push(event);
        const own = runsOf(recorded, arm.id, spec.rule).filter(({ seed }) => seed === spec.seed);
        const last = events.find((event) => event.type === 'summary');
        expect(curveAt(own, 'testAccuracy', 2)?.mean).toBeCloseTo(last?.testAccuracy ?? Number.NaN, 6);
        const angles = events.filter((event) => event.type === 'measures').at(-1)?.values['gradient-angle'];
        const angle = measureAt(own, { measure: 'gradient-angle', series: 'angle', place: 0 }, 2);
        expect(angle?.mean).toBeCloseTo(angles?.angle?.[0] ?? Number.NaN, 4);
      }
    }
    const [first, second] = [0, 1].map((seed) => runsOf(recorded, 'one', 'bp')[seed]?.testLoss);
    expect(first).not.toEqual(second);
  });

  it('leaves the old record as it is when it is interrupted', async () => {
    writeFileSync(path, 'old');
    // Once the second run has begun.
    const isStopped = () => lines.filter((line) => line.includes('epoch   1')).length > 2;
    expect(await recordStudy(await recording(isStopped))).toBeUndefined();
    expect(lines.length).toBeGreaterThan(3);
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['record.json']);
  });

  it('names the folder that cannot be written to', async () => {
    const gone = { ...(await recording()), path: join(folder, 'none', 'record.json') };
    await expect(recordStudy(gone)).rejects.toThrow(/none cannot be created, or was removed meanwhile/);
  });
});

describe('lab study', () => {
  it('prints command, origin, and mean ± deviation after each epoch', async () => {
    const recorded = await recordStudy(await recording());
    if (!recorded) throw new Error('stopped');
    const text = studyText(recorded);
    const { commit, machine, date } = recorded.record;
    expect(text).toContain(`Recorded ${date} with version`);
    expect(text).toContain(`(commit ${commit}) on cpu: ${machine}.`);
    expect(text).toContain('Mean ± sample standard deviation, seeds 0,1;');
    for (const { name } of study.arms)
      expect(text).toContain(`\n${name}\nnpm run -s lab -- train --dataset moons`);
    expect(text).toMatch(/^Algorithm +epoch 0 +epoch 1 +epoch 2$/m);
    expect(text).toMatch(/^F³-Error +Test accuracy +– +[\d.]+ ± [\d.]+\u202f% +[\d.]+ ± [\d.]+\u202f%$/m);
    expect(text).toMatch(/^F³-Error +Error memory, Mean size of the stored errors +[\d.]+ ± [\d.]+ /m);
    expect(text).not.toMatch(/^BP +Error memory/m);
  });

  it('has a list of the studies', async () => {
    const text = await studiesText();
    expect(text).toMatch(
      /^better-wires: Better wires, worse learning\n {2}F³ .*\n {2}seeds 0-2, recorded \d{4}-/m,
    );
    expect(text).toMatch(/^old-error: /m);
  });

  it.each([
    [
      [],
      'study needs a name. The studies are: better-wires, old-error, fair-steps, conv-mnist, conv-cifar, residual-sgemm, vit-mnist.',
    ],
    [
      ['wires'],
      '“wires” is not a study. The studies are: better-wires, old-error, fair-steps, conv-mnist, conv-cifar, residual-sgemm, vit-mnist.',
    ],
    [['better-wires', 'old-error'], 'study takes one name: remove “old-error”.'],
    [
      ['better-wires', '--data', '.'],
      '--data: a recorded study needs no data. Add --record, or leave it out.',
    ],
    [['better-wires', '--record', '--data', 'no'], '--data: “no” is not a folder.'],
    [['better-wires', '--recor'], "Unknown option '--recor'"],
  ])('%j is refused', (args, message) => {
    expect(() => readStudyOptions(args)).toThrow(message);
  });

  it('takes a name and where the data are', () => {
    expect(readStudyOptions(['old-error', '--record', '--data', folder])).toEqual({
      id: 'old-error',
      record: true,
      data: folder,
    });
    expect(readStudyOptions(['old-error'])).toMatchObject({ record: false });
    expect(readStudyOptions(['--help'])).toBeUndefined();
  });
});
