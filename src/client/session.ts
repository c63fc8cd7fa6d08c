/**
 * A run of several rules, one worker each, paced to the same epoch to within a report. Workers are asked
 * for what comes next, so pausing is not asking, and a page that is busy slows nothing but itself.
 */
import type { Dataset } from '../core/dataset';
import type { RuleId } from '../core/rules';
import { type BackendId, type Experiment, runConfig } from '../core/run';
import { type StartedWorker, takeWorker } from './spares';
import { createTurns, type Limit } from './turns';
import type { Session, SessionListener } from './types';

const OPTIONS = {
  lossPointsPerEpoch: 20,
  samplesPerEpoch: 5,
  millisecondsBetweenSamples: 500,
  predictions: true,
};

interface Run {
  readonly rule: RuleId;
  readonly worker: StartedWorker;
  readonly ready: Promise<void>;
  epochs: number;
  over: boolean;
  /** The one conversation under way with the worker. */
  busy: Promise<void> | undefined;
}

export function createSession(
  experiment: Experiment,
  dataset: Dataset,
  backend: BackendId,
  listener: SessionListener,
): Session {
  const runs = experiment.rules.map((rule) => startRun(experiment, rule, dataset, backend));
  let running = false;
  let stopped = false;
  let wake: (() => void)[] = [];
  /** A worker that was terminated answers nobody: who waits for it is let go by this. */
  let sayStopped = (): void => undefined;
  const whenStopped = new Promise<undefined>((resolve) => {
    sayStopped = () => resolve(undefined);
  });

  const wakeAll = (): void => {
    const waiting = wake;
    wake = [];
    for (const resume of waiting) resume();
  };
  const going = (): Run[] => runs.filter((run) => !run.over);
  const isAhead = (run: Run): boolean => run.epochs > Math.min(...going().map(({ epochs }) => epochs));
  const turns = createTurns<Run>({
    going,
    changed: wakeAll,
    now: () => performance.now(),
  });

  async function ask(run: Run, limit: Limit): Promise<void> {
    const events = await Promise.race([run.worker.api.next(limit), run.worker.broken]);
    if (stopped) return;
    for (const event of events) {
      if (event.type === 'epoch') run.epochs = event.epoch;
      listener.onEvent(event);
    }
    const last = events.at(-1)?.type;
    run.over = last === undefined || last === 'summary' || last === 'diverged';
    wakeAll();
  }

  const isReady = ({ ready, worker }: Run) => Promise.race([ready, worker.broken]);

  async function pump(run: Run): Promise<void> {
    await isReady(run);
    while (running && !run.over) {
      const limit = turns.limitFor(run);
      // A fast rule waits at each epoch's end: if its turn alone comes then, it is not lost.
      if (limit && (limit.alone || !isAhead(run))) await takeTurn(run, limit);
      else await new Promise<void>((resume) => wake.push(resume));
    }
  }

  async function takeTurn(run: Run, limit: Limit): Promise<void> {
    const end = turns.begin(run);
    try {
      await ask(run, limit);
    } finally {
      end();
      wakeAll();
    }
  }

  async function oneStep(run: Run): Promise<void> {
    await isReady(run);
    await ask(run, { maxSteps: 1 });
  }

  /** One conversation per worker at a time; what breaks ends this rule, not the others. */
  function converse(run: Run, talk: (run: Run) => Promise<void>): Promise<void> {
    const before = run.busy ?? Promise.resolve();
    const now = before
      .then(() => (stopped || run.over ? undefined : talk(run)))
      .catch((error: unknown) => {
        run.over = true;
        if (!stopped) listener.onFailure(run.rule, error instanceof Error ? error.message : String(error));
        wakeAll();
      });
    run.busy = now;
    return now;
  }

  return {
    run: () => {
      if (running || stopped) return;
      running = true;
      for (const run of runs) void converse(run, pump);
    },
    pause: () => {
      running = false;
      wakeAll();
    },
    step: async () => {
      running = false;
      wakeAll();
      await Promise.all(runs.map((run) => converse(run, oneStep)));
    },
    inspect: async (rule, request) => {
      const run = runs.find((one) => one.rule === rule);
      if (stopped || !run) return undefined;
      const { broken } = run.worker;
      await Promise.race([run.ready, broken, whenStopped]);
      return stopped ? undefined : Promise.race([run.worker.api.inspect(request), broken, whenStopped]);
    },
    stop: () => {
      stopped = true;
      running = false;
      sayStopped();
      for (const run of runs) run.worker.terminate();
      wakeAll();
    },
  };
}

function startRun(experiment: Experiment, rule: RuleId, dataset: Dataset, backend: BackendId): Run {
  const worker = takeWorker(backend);
  const start = async (): Promise<void> => {
    await worker.started;
    await worker.api.start(runConfig(experiment, rule), dataset, OPTIONS);
  };
  const ready = start();
  ready.catch(() => undefined);
  return { rule, worker, ready, epochs: 0, over: false, busy: undefined };
}
