/**
 * The training loop: an asynchronous generator of events as plain data, independent of device, thread and page. It pauses
 * until the next event is requested. The timing of requests never affects results: a curve depends on run spec and
 * backend only.
 */
import type { Measured } from '../measures/taking/take';
import type { Events } from '../run/events';
import { at, type RunState } from '../run/state';
import { now } from './clock';
import { inferenceEpoch, traceEvent, trainEpoch } from './epoch';
import { sampleEvent } from './epochEnd';
import { addEpoch, summaryEvent } from './runSummary';
import { measureStepFactors } from './stepFactors';

/** @param answered measures already derived from test predictions, at no extra cost */
async function* emitMeasures(run: RunState, epoch: number, answered: Measured = {}): Events<void> {
  const { budget, measuring } = run;
  const from = now();
  const values = { ...(await measuring?.take()), ...answered };
  if (Object.keys(values).length === 0) return;
  const seconds = (now() - from) / 1000;
  budget.set(yield { type: 'measures', ...at(run), epoch, seconds, values });
}

/** Events before the first epoch; `resumed` alone when the run starts from a checkpoint. */
async function* beginRun(run: RunState): Events<void> {
  const { net, budget, options, sampler, epoch } = run;
  const size = { ...sampler.steps, parameters: net.parameters };
  if (epoch > 0) {
    budget.set(yield { type: 'resumed', ...at(run), epoch, ...size });
    return;
  }
  budget.set(yield { type: 'started', ...at(run), ...size });
  if ((options.samplesPerEpoch ?? 0) > 0) budget.set(yield await sampleEvent(run));
  yield* inferenceEpoch(run);
  yield* measureStepFactors(run);
  yield* emitMeasures(run, 0);
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
    const trace = traceEvent(run, epoch);
    if (trace) budget.set(yield trace);
    if (news) budget.set(yield news);
    if (predictions) budget.set(yield predictions);
    yield* emitMeasures(run, epoch, measured);
    run.resting = true;
    if (run.options.checkpoints) budget.set(yield { type: 'checkpoint', ...at(run), epoch });
    run.resting = false;
  }
  if (run.summary) yield summaryEvent(at(run), run.summary);
}
