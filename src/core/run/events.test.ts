import { beforeAll, expect, it } from 'vitest';
import { measureIds } from '../measures';
import { ruleIds } from '../rules';
import { tinyConfig, tinyData, train, useCpu } from '../testSupport';
import { computedOf, measuredKeys, type RunEvent } from './events';

beforeAll(useCpu);

async function eventsOf(rule: (typeof ruleIds)[number]): Promise<RunEvent[]> {
  const spec = tinyConfig({ rule, measures: [...measureIds] });
  const options = { samplesPerEpoch: 2, predictions: true, checkpoints: true };
  const events: RunEvent[] = [];
  // Exclusive, as on the command line, so that steps are timed.
  const run = train(spec, tinyData(), options);
  const limit = { maxMilliseconds: 0.01, exclusive: true };
  for (let next = await run.next(limit); !next.done; next = await run.next(limit)) events.push(next.value);
  return events;
}

it.each(ruleIds)('%s: deterministic fields are byte-identical in repeated runs', async (rule) => {
  const computed = async () =>
    JSON.stringify((await eventsOf(rule)).flatMap((event) => computedOf(event) ?? []));
  expect(await computed()).toBe(await computed());
});

it('fields that depend on machine and timing have names that say so, and no others do', async () => {
  const saysSo = /time|seconds|bytes|machine/i;
  const keys = new Set((await eventsOf('f3-error')).flatMap((event) => Object.keys(event)));
  expect([...keys].filter((key) => saysSo.test(key)).sort()).toEqual([...measuredKeys].sort());
  for (const key of measuredKeys) expect(key).toMatch(saysSo);
});
