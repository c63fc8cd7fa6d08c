/** Dummy rule: DRTP with half its signal; declares no `look`. */
import type { TargetRule } from '../../src/core/rules/rule';

export const dummyRule: TargetRule = {
  name: 'Dummy rule',
  short: 'Dummy',
  sentence: 'Hidden layers are given half the target.',
  source: 'A test of this lab',
  signal: 'target',
  path: 'direct',
  hiddenDelta: ({ E, B }) => E.matMul(B).mul(0.5),
};
