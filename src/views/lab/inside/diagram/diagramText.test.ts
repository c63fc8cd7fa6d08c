import { describe, expect, it } from 'vitest';
import { type ruleIds, rules } from '../../../../core/rules';
import { diagramName, whenText } from './diagramText';

describe('the texts', () => {
  it('name the feedback path', () => {
    expect(diagramName(rules['f3-error'], 2)).toBe(
      'Network, F³-Error: feedback from the error memory to hidden layers 1 and 2',
    );
    expect(diagramName(rules.dfa, 1)).toBe('Network, DFA: feedback from the error to hidden layer 1');
    expect(diagramName(rules.drtp, 9)).toBe(
      'Network, DRTP: feedback from the target to hidden layers 1 to 9',
    );
    expect(diagramName(rules.bp, 2)).toContain('back through the forward weights, layer by layer');
    expect(diagramName(rules.fa, 2)).toContain('back through separate weights, layer by layer');
    expect(diagramName(rules.pepita, 2)).toContain('to the input, then a second forward pass');
    expect(diagramName(rules.llo, 2)).toBe('Network, LLO: no feedback to hidden layers 1 and 2');
    expect(diagramName(rules.llo, 0)).toBe('Network, LLO: no hidden layer');
  });
  it('explain when hidden layers learn', () => {
    const stressed = (rule: (typeof ruleIds)[number]) => whenText(rules[rule], 2)[1];
    expect(stressed('f3-error')).toBe('during');
    expect(stressed('drtp')).toBe('during');
    expect(stressed('dfa')).toBe('after the whole');
    expect(stressed('fa')).toBe('after forward and backward');
    expect(stressed('pepita')).toBe('a second');
    expect(stressed('llo')).toBe('do not learn');
  });
});
