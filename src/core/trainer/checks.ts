/** What the record of every batch tells: where a loss broke, and which layer nothing reaches any more. */
import { isUpdateLocked } from '../rules/rule';
import type { DeadEvent, DivergedEvent } from '../run/events';
import { at, type RunState } from '../run/state';
import type { BatchReading } from './record';

/** The first batch whose loss is not a number, if any; `done` batches lie before this reading. */
export function divergence(
  run: RunState,
  { losses, looks }: BatchReading,
  done: number,
): DivergedEvent | undefined {
  const { net } = run;
  const bad = losses.findIndex((loss) => !Number.isFinite(loss));
  const broken = [...looks]
    .map(([layer, values]) => ({ layer, at: values.findIndex((look) => !Number.isFinite(look)) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || a.layer - b.layer)[0];
  if (bad < 0 && !broken) return undefined;
  const first = Math.min(bad < 0 ? Number.POSITIVE_INFINITY : bad, broken?.at ?? Number.POSITIVE_INFINITY);
  // Where the output's error reaches all layers, one NaN there makes all gradients so: no layer can be named.
  const layer = broken && !isUpdateLocked(net.rule) ? { layer: broken.layer + 1 } : {};
  return { type: 'diverged', ...at(run, done + first + 1), ...layer };
}

/** Batches in a row whose gradient must be zero: from weights of zero each layer may wake one batch after the one below. */
const deadAfter = (layer: number): number => layer + 2;

/** With a loss of no more than this a batch is fitted: then zero is what its gradient should be. */
const FITTED = 1e-6;

/** Layers whose gradient has become zero and stays so, with the batch in which that began. */
export function newlyDead(run: RunState, { looks, losses }: BatchReading, done: number): DeadEvent[] {
  const { net, dead, zeroSince } = run;
  const events: DeadEvent[] = [];
  for (const [layer, values] of [...looks].sort(([a], [b]) => a - b)) {
    if (dead.has(layer)) continue;
    const output = layer === net.layers.length - 1 ? ({ output: true } as const) : {};
    for (const [i, value] of values.entries()) {
      const step = done + i + 1;
      if (value !== 0 || (losses[i] as number) <= FITTED) zeroSince.delete(layer);
      else if (!zeroSince.has(layer)) zeroSince.set(layer, step);
      const since = zeroSince.get(layer);
      if (since === undefined || step - since + 1 < deadAfter(layer)) continue;
      dead.add(layer);
      events.push({ type: 'dead', ...at(run, since), layer: layer + 1, ...output });
      break;
    }
  }
  return events;
}
