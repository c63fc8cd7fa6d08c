/**
 * The loop: a run as an asynchronous generator of plain events. It knows no device, thread or page; whoever stops asking
 * pauses it. When events are asked for never changes what is computed, so a curve depends on run spec and backend only.
 */
import type { Measured } from '../measures/taking/take';
import type { Events } from '../run/events';
import { at, type RunState } from '../run/state';
import { now } from './clock';
import { inferenceEpoch, trainEpoch } from './epoch';
import { sampleEvent } from './epochEnd';
import { addEpoch, summaryEvent } from './runSummary';

/** @param answered what follows from how the test set was answered, which takes no time of its own */
async function* tellMeasures(run: RunState, epoch: number, answered: Measured = {}): Events<void> {
  const { budget, measuring } = run;
  const from = now();
  const values = { ...(await measuring?.take()), ...answered };
  if (Object.keys(values).length === 0) return;
  const seconds = (now() - from) / 1000;
  budget.set(yield { type: 'measures', ...at(run), epoch, seconds, values });
}

/** What is told before the first epoch, or in its place where a run goes on. */
async function* beginRun(run: RunState): Events<void> {
  const { net, budget, options, stepsPerEpoch, epoch } = run;
  const size = { stepsPerEpoch, parameters: net.parameters };
  if (epoch > 0) {
    budget.set(yield { type: 'resumed', ...at(run), epoch, ...size });
    return;
  }
  budget.set(yield { type: 'started', ...at(run), ...size });
  if ((options.samplesPerEpoch ?? 0) > 0) budget.set(yield await sampleEvent(run));
  yield* inferenceEpoch(run);
  yield* tellMeasures(run, 0);
}

export async function* trainRun(run: RunState): Events<void> {
  const { spec, budget } = run;
  yield* beginRun(run);
  for (let epoch = run.epoch + 1; epoch <= spec.epochs; epoch++) {
    const { event, predictions, measured, news } = yield* trainEpoch(run, epoch);
    if (event.type === 'diverged') {
      yield event;
      return;
    }
    run.summary = addEpoch(run.summary, event);
    budget.set(yield event);
    if (news) budget.set(yield news);
    if (predictions) budget.set(yield predictions);
    yield* tellMeasures(run, epoch, measured);
    run.resting = true;
    if (run.options.checkpoints) budget.set(yield { type: 'checkpoint', ...at(run), epoch });
    run.resting = false;
  }
  if (run.summary) yield summaryEvent(at(run), run.summary);
}
