/** Detects divergence and dead layers from the losses and gradients recorded for each batch. */
import { isUpdateLocked } from '../rules/rule';
import type { DeadEvent, DivergedEvent } from '../run/events';
import { at, type RunState } from '../run/state';
import type { BatchReading } from './record';

/** The first batch with a non-finite loss or gradient, if any. @param done batches trained before this reading */
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
  // With update locking, one NaN in the output error makes every gradient NaN, so the layer is unknown.
  const layer = broken && !isUpdateLocked(net.rule) ? { layer: broken.layer + 1 } : {};
  return { type: 'diverged', ...at(run, done + first + 1), ...layer };
}

/**
 * Consecutive batches with a zero gradient before a layer counts as dead. With weights initialized to zero, each layer may
 * get its first gradient one batch after the layer below.
 */
const deadAfter = (layer: number): number => layer + 2;

/** Batches with at most this loss are fitted: a zero gradient is correct there. */
const FITTED = 1e-6;

/** Layers that have died since the last reading, each with the first batch of zero gradient. */
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
