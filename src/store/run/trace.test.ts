import { beforeEach, expect, it } from 'vitest';
import type { RunEvent, TraceEvent } from '../../core/run/events';
import { defaultExperiment } from '../../experiment/defaults';
import { createLab } from '../lab';
import { refs } from '../testSupport';

const lab = createLab();
const experiment = { ...defaultExperiment('moons'), rules: ['bp', 'f3-error'] as const };
const tell = (event: RunEvent) =>
  lab.runs
    .createListener(lab.runs.currentConnection(), { ...experiment, rules: [...experiment.rules] })
    .onEvent(event);
const traceOf = (run: string) => lab.series.record().get(run)?.trace;
const trace = (epoch: number): TraceEvent => ({
  ...{ type: 'trace', run: 'f3-error-0', step: 10 * epoch, epoch, ready: 0 },
  lanes: [{ works: [{ layer: 0, work: 'forward' }], seconds: Float64Array.of(0, epoch) }],
});
const notes = () => lab.runs.useRuns.getState().notes;

beforeEach(() => {
  lab.series.reset(refs('bp', 'f3-error'));
  lab.runs.setRuns({ notes: [] });
});

it('keeps the last trace of each run, and tells those who draw it', () => {
  const before = lab.series.version('epochs');
  tell(trace(1));
  tell(trace(2));
  expect(traceOf('f3-error-0')).toEqual(trace(2));
  expect(traceOf('bp-0')).toBeUndefined();
  expect(lab.series.version('epochs')).toBe(before + 2);
  expect(lab.series.record().get('f3-error-0')?.step).toBe(20);
});

it('drops a trace of epochs that come again', () => {
  tell(trace(2));
  const resumed = { type: 'resumed', run: 'f3-error-0', stepsPerEpoch: 10, parameters: 5 } as const;
  tell({ ...resumed, step: 20, epoch: 2 });
  expect(traceOf('f3-error-0')?.epoch).toBe(2);
  tell({ ...resumed, step: 10, epoch: 1 });
  expect(traceOf('f3-error-0')).toBeUndefined();
});

it('notes a lost stage, and the run goes on', () => {
  const lost: RunEvent = {
    ...{ type: 'stage-lost', run: 'f3-error-0', step: 7, epoch: 1, stage: 1, reason: 'it was killed' },
    alone: false,
  };
  tell(lost);
  expect(notes()).toEqual([{ kind: 'stage-lost', run: 'f3-error-0', step: 7, lost }]);
  expect(lab.series.record().get('f3-error-0')?.end).toBeUndefined();
  // What ends the run replaces it.
  tell({ type: 'diverged', run: 'f3-error-0', step: 8 });
  expect(notes().map(({ kind }) => kind)).toEqual(['diverged']);
});
