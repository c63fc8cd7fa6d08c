import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLab } from '../lab';
import { createInside } from './inside';

const lab = createLab();
const { useRuns } = lab.runs;

/** Pending inspections; each ends when it is answered. */
const looks: ((inspection: object) => void)[] = [];

const { startInside, setInsideOpen, useInside } = createInside({
  ...lab,
  runs: { ...lab.runs, inspectRun: () => new Promise((resolve) => looks.push(resolve as never)) },
});

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', { hidden: false });
});
afterEach(() => {
  setInsideOpen(false);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const layers = [{ layer: 0, size: 1, units: [0], activations: [1] }];
const inspectionOf = (step: number) => ({
  step,
  layers,
  wires: [],
  seconds: 1,
  sample: { target: [], output: [] },
});
const seenStep = () => useInside.getState().seen?.inspection.step;

it('an inspection belongs to the shown run, and is restored with it', async () => {
  startInside();
  await vi.advanceTimersByTimeAsync(0);
  setInsideOpen(true);
  expect(looks).toHaveLength(1);
  useRuns.setState({ generation: 1 });
  looks[0]?.(inspectionOf(7));
  await vi.advanceTimersByTimeAsync(600);
  // A stale response, of the previous run.
  expect(seenStep()).toBeUndefined();
  expect(looks).toHaveLength(2);
  looks[1]?.(inspectionOf(8));
  await vi.advanceTimersByTimeAsync(0);
  expect(seenStep()).toBe(8);
  useRuns.setState({ generation: 2 });
  expect(seenStep()).toBeUndefined();
  useRuns.setState({ generation: 1 });
  expect(seenStep()).toBe(8);
  expect(useInside.getState().inspectionCost).toMatchObject({ count: 1, seconds: 1 });
});
