// The theorem: a pipeline gives what one worker gives, bit for bit, for any number of stages, in any order of their work.
import { beforeAll, describe, expect, it } from 'vitest';
import { createStream } from '../../random/rng';
import { resumeCases } from '../../run/testSupport';
import { tinyConfig, tinyData, useCpu } from '../../testSupport';
import { canBePipelined, pipelineProblem } from './problem';
import { interleavedCrew, outcomeOf } from './testSupport';

beforeAll(useCpu);

const cases = resumeCases.filter(
  ([, spec]) => canBePipelined(spec) && pipelineProblem(spec, 2) === undefined,
);

describe('with stages in an order drawn from a seed', () => {
  it.each(cases)('%s', async (name, spec) => {
    const data = tinyData();
    const alone = await outcomeOf(spec, data, {});
    for (let stages = 2; stages <= spec.hidden.length + 1; stages++) {
      const crew = interleavedCrew(stages, {}, createStream(stages, name));
      const { lost, ...pipelined } = await outcomeOf(spec, data, { crew });
      expect(lost).toEqual([]);
      expect(pipelined, `${stages} stages`).toEqual({ events: alone.events, arrays: alone.arrays });
    }
  });
});

void tinyConfig;
