/** What the record of every batch tells: where a loss broke, and which layer nothing reaches any more. */
import type { BatchReading } from './record';
import type { DeadEvent, DivergedEvent } from './run';
import type { Run } from './runState';

/** The first batch whose loss is not a number, if any; `done` batches lie before this reading. */
export function divergence(
  { config }: Run,
  { losses, looks }: BatchReading,
  done: number,
): DivergedEvent | undefined {
  const bad = losses.findIndex((loss) => !Number.isFinite(loss));
  const broken = [...looks]
    .map(([layer, values]) => ({ layer, at: values.findIndex((look) => !Number.isFinite(look)) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || a.layer - b.layer)[0];
  if (bad < 0 && !broken) return undefined;
  const first = Math.min(bad < 0 ? Number.POSITIVE_INFINITY : bad, broken?.at ?? Number.POSITIVE_INFINITY);
  const layer = broken ? { layer: broken.layer + 1 } : {};
  return { type: 'diverged', rule: config.rule, step: done + first + 1, ...layer };
}

/** Hidden layers whose gradient is zero for the first time. */
export function newlyDead({ config, net, dead }: Run, { looks }: BatchReading, done: number): DeadEvent[] {
  const events: DeadEvent[] = [];
  for (const [layer, values] of [...looks].sort(([a], [b]) => a - b)) {
    const at = values.indexOf(0);
    if (at < 0 || dead.has(layer) || layer === net.layers.length - 1) continue;
    dead.add(layer);
    events.push({ type: 'dead', rule: config.rule, step: done + at + 1, layer: layer + 1 });
  }
  return events;
}
