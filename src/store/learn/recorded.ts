/** A mini-lab that plays a recorded study in place of training: the same charts and numbers, epoch by epoch. */
import { create } from 'zustand';
import type { Recorded, RecordedRun } from '../../experiment/results/record';
import { createByRule } from '../run/byRule';
import { createRedraw } from '../run/redraw';
import { createSeries, type RunRef, type SeriesLog } from '../run/series';
import type { MiniLab, MiniLabState, OpenArm } from './miniLab';

/** Milliseconds an epoch takes on the page. */
const PACE = 450;

const refOf = (run: RecordedRun): RunRef => ({
  id: `${run.rule}-${run.seed}`,
  rule: run.rule,
  seed: run.seed,
});

/** Measured values after an epoch; 0: before training. */
const valuesAt = ({ measures }: RecordedRun, epoch: number) =>
  Object.fromEntries(
    Object.entries(measures).map(([measure, series]) => [
      measure,
      Object.fromEntries(
        Object.entries(series).flatMap(([name, values]) => {
          const now = values[epoch];
          return now ? [[name, now]] : [];
        }),
      ),
    ]),
  );

/** What a record leaves out, since it depends on the computer. */
const machine = { trainSeconds: Number.NaN, testSeconds: Number.NaN, heldBytes: 0, machine: { tensors: 0 } };

const number = (value: number | null | undefined): number => value ?? Number.NaN;

/** Adds a run's epoch to its series; 0: what was measured before training. One step stands for an epoch. */
function addEpoch(series: SeriesLog, run: RecordedRun, epoch: number): void {
  const { id, rule, seed } = refOf(run);
  const at = { run: id, rule, seed, step: epoch };
  if (epoch === 0) series.add({ ...at, type: 'started', stepsPerEpoch: 1, parameters: 0 });
  series.add({ ...at, type: 'measures', epoch, seconds: 0, values: valuesAt(run, epoch) });
  if (epoch === 0 || epoch > run.testLoss.length) return;
  series.add({
    ...{ ...at, ...machine, type: 'epoch', epoch },
    trainingLoss: number(run.trainingLoss[epoch - 1]),
    testLoss: number(run.testLoss[epoch - 1]),
    testAccuracy: number(run.testAccuracy[epoch - 1]),
  });
}

interface Playing {
  readonly runs: readonly RecordedRun[];
  readonly series: SeriesLog;
  readonly epochs: number;
}

/** @param mostEpochs plays at most this many */
export function createRecordedMiniLab(
  { record, study }: Recorded,
  mostEpochs = Number.POSITIVE_INFINITY,
): MiniLab {
  const playing: readonly Playing[] = record.arms.map(({ runs }, i) => ({
    runs,
    series: createSeries(),
    epochs: Math.min(Math.ceil(mostEpochs), study.arms[i]?.experiment.epochs ?? 0),
  }));
  const useMiniLab = create<MiniLabState>(() => ({ phase: 'ready', arm: undefined }));
  const last = Math.max(...playing.map(({ epochs }) => epochs));
  let now = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Resolves the `run` under way. */
  let leave: () => void = () => undefined;

  function clear(): void {
    clearTimeout(timer);
    leave();
    now = 0;
    for (const { series, runs } of playing) series.reset(runs.map(refOf));
  }

  function addAll(epoch: number): void {
    for (const { runs, series, epochs } of playing)
      for (const run of runs) {
        if (epoch <= epochs) addEpoch(series, run, epoch);
        const { stoppedAt, testLoss } = run;
        if (stoppedAt !== undefined && epoch === testLoss.length) series.end(refOf(run).id, 'diverged');
        else if (epoch === epochs) series.end(refOf(run).id, 'done');
      }
  }

  async function run(): Promise<void> {
    clear();
    useMiniLab.setState({ phase: 'running', arm: study.arms[0]?.id });
    addAll(0);
    const ended = await new Promise<boolean>((resolve) => {
      leave = () => resolve(false);
      const next = (): void => {
        now += 1;
        addAll(now);
        if (now < last) timer = setTimeout(next, PACE);
        else resolve(true);
      };
      timer = setTimeout(next, PACE);
    });
    if (ended) useMiniLab.setState({ phase: 'finished', arm: undefined });
  }

  function close(): void {
    clear();
    useMiniLab.setState({ phase: 'ready', arm: undefined });
  }

  const arms = new Map(
    study.arms.map(({ id }, i): [string, OpenArm] => {
      const { series, epochs } = playing[i] as Playing;
      return [
        id,
        {
          ...{ byRule: createByRule(series), redraw: createRedraw(series), epochs },
          epoch: () => Math.min(epochs, now + 1),
          problem: () => '',
        },
      ];
    }),
  );
  const { date, lab, backend, machine: computer } = record;
  const about = `Recorded on ${date} with version ${lab} on ${computer}, backend ${backend}. Numbers and command: npm run -s lab -- study ${study.id}.`;
  clear();
  return { arms, useMiniLab, run, close, about };
}
