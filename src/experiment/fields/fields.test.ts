import { describe, expect, it } from 'vitest';
import { groups } from '../../core/run/setting';
import { experimentSchema } from '../../core/run/spec';
import { defaultExperiment } from '../defaults';
import { withSetting } from '../files/read';
import { fieldKeys, fields, formatSetting } from './fields';
import { formatHidden, parseHidden } from './hidden';

const defaults = defaultExperiment();
const problemOf = (parsed: { ok: boolean; problem?: string }) => (parsed.ok ? undefined : parsed.problem);

describe('fields', () => {
  it('match the settings of the schema, each in a group', () => {
    expect([...fieldKeys].sort()).toEqual(Object.keys(experimentSchema.shape).sort());
    for (const name of fieldKeys) expect(groups).toHaveProperty(fields[name].group);
  });

  it('have unique keys and labels', () => {
    for (const part of ['key', 'label'] as const)
      expect(new Set(fieldKeys.map((name) => fields[name][part])).size).toBe(fieldKeys.length);
  });

  it.each(fieldKeys)('round-trip the default %s', (name) => {
    const field = fields[name] as (typeof fields)['epochs'];
    const text = formatSetting(defaults, name);
    expect(field.parse(text, defaults)).toEqual({ ok: true, value: defaults[name] });
    expect(field.read(defaults[name], defaults)).toEqual({ ok: true, value: defaults[name] });
  });
});

describe('hidden layers', () => {
  it.each([
    ['500', [500]],
    ['500,300', [500, 300]],
    ['500x5', [500, 500, 500, 500, 500]],
    ['64×2, 10', [64, 64, 10]],
    ['none', []],
  ])('%s', (text, sizes) => {
    expect(parseHidden(text)).toEqual({ ok: true, value: sizes });
    expect(parseHidden(formatHidden(sizes))).toEqual({ ok: true, value: sizes });
  });

  it.each(['', 'abc', '500,', '0', '-5', '1.5', '64x100000', '9999999'])('reject and quote “%s”', (text) => {
    expect(problemOf(parseHidden(text))).toContain('Hidden layers');
  });
});

describe('learning rates', () => {
  const { parse, format } = fields.learningRate;

  it.each(['', '0', '-1', 'abc', 'bp=', 'xx=0.1', 'NaN', '1e9'])('reject and quote “%s”', (text) => {
    expect(problemOf(parse(text, defaults))).toContain('Learning rate');
  });

  it('are written short if only one rule differs, and round-trip', () => {
    const parsed = parse('0.01,dfa=0.0001', defaults);
    expect(parsed).toMatchObject({ ok: true, value: { bp: 0.01, dfa: 0.0001, llo: 0.01 } });
    if (parsed.ok) expect(format(parsed.value, defaults)).toBe('0.01,dfa=0.0001');
  });

  it('one rule’s rate keeps the others', () => {
    expect(parse('bp=0.01', defaults)).toMatchObject({ ok: true, value: { bp: 0.01, dfa: 0.001 } });
  });
});

describe('options', () => {
  const momentum = { ...defaults, optimizer: 'momentum' as const };
  const { parse, format } = fields.optimizerOptions;

  it('contain only values that differ from the defaults', () => {
    expect(parse('momentum=0.8', momentum)).toEqual({ ok: true, value: { momentum: 0.8 } });
    expect(parse('momentum=0.9', momentum)).toEqual({ ok: true, value: {} });
    expect(parse('default', momentum)).toEqual({ ok: true, value: {} });
    expect(format({ momentum: 0.9 }, momentum)).toBe('default');
    expect(format({ momentum: 0.8, beta1: 0.5 }, momentum)).toBe('momentum=0.8');
  });

  it.each([
    ['momentum=2', 'momentum: “2” must be a number from 0 to'],
    ['momentum=', 'momentum: “” must be a number'],
    ['momentum', 'momentum: “” must be a number'],
    ['beta1=0.5', '“beta1” is not an option of Momentum. It has momentum.'],
    ['constructor=1', '“constructor” is not an option of Momentum'],
  ])('reject “%s”', (text, problem) => {
    expect(problemOf(parse(text, momentum))).toContain(problem);
  });

  it('report an entry without options', () => {
    expect(problemOf(parse('momentum=0.8', { ...defaults, optimizer: 'sgd' }))).toContain('It has none');
  });

  it('that a new optimizer does not have are dropped, and shared ones kept', () => {
    const tuned = { ...momentum, optimizerOptions: { momentum: 0.8 } };
    expect(withSetting(tuned, 'optimizer', 'nesterov').optimizerOptions).toEqual({ momentum: 0.8 });
    expect(withSetting(tuned, 'optimizer', 'adam').optimizerOptions).toEqual({});
    expect(withSetting(tuned, 'schedule', 'step').optimizerOptions).toEqual({ momentum: 0.8 });
  });
});

describe('frozen layers', () => {
  const deep = { ...defaults, hidden: [10, 10] };
  const { parse, format } = fields.freeze;

  it('“hidden” is stored as the numbers of the present hidden layers, so that one added later learns', () => {
    const parsed = parse('hidden:2-3', deep);
    const both = [1, 2].map((layer) => ({ layer, from: 2, to: 3 }));
    expect(parsed).toEqual({ ok: true, value: both });
    expect(format(both, deep)).toBe('1:2-3,2:2-3');
  });

  it.each([
    ['none', []],
    ['2', [{ layer: 2, from: 1 }]],
    ['1:1-3', [{ layer: 1, from: 1, to: 3 }]],
    ['1:4-', [{ layer: 1, from: 4 }]],
    ['1:4', [{ layer: 1, from: 4, to: 4 }]],
    [
      '2,1:1-3,1:5-',
      [
        { layer: 2, from: 1 },
        { layer: 1, from: 1, to: 3 },
        { layer: 1, from: 5 },
      ],
    ],
  ])('%s', (text, value) => {
    expect(parse(text, deep)).toEqual({ ok: true, value });
    expect(format(value, deep)).toBe(text);
  });

  it.each(['', '0', 'x', '1-3', '1:', '1:3-1', '1:0', '1:1:2', '1,,x', '1:a-b', '2000'])(
    'reject “%s” with a message that quotes it and says how to fix it',
    (text) => {
      const parsed = parse(text, deep);
      expect(problemOf(parsed)).toMatch(/^Frozen layers: “.*” \w/);
    },
  );
});

describe('classes', () => {
  const { parse, format, read } = fields.classes;

  it.each([
    ['all', []],
    ['0,1', [0, 1]],
    ['0-3', [0, 1, 2, 3]],
    ['0-2,7', [0, 1, 2, 7]],
  ])('%s', (text, value) => {
    expect(parse(text, defaults)).toEqual({ ok: true, value });
    expect(format(value, defaults)).toBe(text);
    expect(read(value, defaults)).toEqual({ ok: true, value });
  });

  it('are kept in ascending order', () => {
    expect(parse('7, 1–3', defaults)).toEqual({ ok: true, value: [1, 2, 3, 7] });
    expect(read([7, 1], defaults)).toEqual({ ok: true, value: [1, 7] });
  });

  it.each([
    ['7', 'Classes: “7” needs two classes or more, or all.'],
    ['0,300', 'Classes: “0,300” must be a whole number from 0 to 255.'],
    ['three', 'Classes: “three” is not understood. Write all, 0,1,7 or 0-3.'],
  ])('reject “%s”', (text, problem) => {
    expect(problemOf(parse(text, defaults))).toBe(problem);
  });
});

describe('withheld classes', () => {
  const { parse, format, read } = fields.withheld;

  it.each([
    ['none', []],
    ['7', [{ class: 7, from: 1 }]],
    ['7:1-3', [{ class: 7, from: 1, to: 3 }]],
    [
      '7:2,0:4-',
      [
        { class: 7, from: 2, to: 2 },
        { class: 0, from: 4 },
      ],
    ],
    ['4-6:1-12', [4, 5, 6].map((one) => ({ class: one, from: 1, to: 12 }))],
    [
      '4:1,5:2',
      [
        { class: 4, from: 1, to: 1 },
        { class: 5, from: 2, to: 2 },
      ],
    ],
  ])('%s', (text, value) => {
    expect(parse(text, defaults)).toEqual({ ok: true, value });
    expect(format(value, defaults)).toBe(text);
    expect(read(value, defaults)).toEqual({ ok: true, value });
  });

  it.each([
    ['7:3-1', 'Withheld classes: “7:3-1” ends before it begins: write the lower epoch first.'],
    ['7:0', 'Withheld classes: “7:0” must be a whole number from 1 to 10000.'],
  ])('reject “%s”', (text, problem) => {
    expect(problemOf(parse(text, defaults))).toBe(problem);
  });
});

describe('yes or no, and lists of ids', () => {
  it('biases', () => {
    expect(fields.bias.parse(' No ', defaults)).toEqual({ ok: true, value: false });
    expect(problemOf(fields.bias.parse('1', defaults))).toContain('Biases: “1”');
  });
  it('measures may be empty, algorithms may not', () => {
    expect(fields.measures.parse('none', defaults)).toEqual({ ok: true, value: [] });
    expect(fields.measures.format([], defaults)).toBe('none');
    expect(problemOf(fields.rules.parse('none', defaults))).toContain('“none” is not known');
    expect(problemOf(fields.rules.parse(' , ', defaults))).toContain('needs at least one');
  });
  it('are in the registry’s order', () => {
    expect(fields.rules.parse('f3-error,bp,bp', defaults)).toEqual({ ok: true, value: ['bp', 'f3-error'] });
  });
});
