import { describe, expect, it } from 'vitest';
import { optimizers } from '../../core/optimizers';
import type { NumberOption } from '../../core/options';
import type { Kind } from '../../core/run/setting';
import { settings } from '../../core/run/settings';
import { schedules } from '../../core/schedules';
import { createLab } from '../../store/lab';
import { readHidden } from '../../store/settings/hidden';
import type { TextKey } from '../../store/settings/settings';
import { defaultExperiment } from '../defaults';
import { readExperimentFile } from '../files/file';
import { fromQuery } from '../files/link';
import { type FieldKey, integerOf, numberOf } from './field';
import { fieldKeys, fields } from './fields';

const lab = createLab();
const { setOption, setText, useSettings } = lab.settings;

describe('typed numbers', () => {
  it.each([
    ['0', 0],
    [' 5 ', 5],
    ['-5', -5],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['5.', 5],
    ['1e-3', 0.001],
    ['2.5E+2', 250],
    ['1e308', 1e308],
    ['5e-324', 5e-324],
  ])('“%s” is %d', (text, value) => {
    expect(numberOf(text)).toBe(value);
  });

  it('every formatted number round-trips', () => {
    for (const value of [1 / 3, 1e-7, 1e21, 123456789.125, 4294967295, 2 ** -1074, Number.MAX_VALUE])
      expect(numberOf(String(value))).toBe(value);
    for (const value of [0, 7, 10_000, 4294967295]) expect(integerOf(String(value))).toBe(value);
  });

  it.each(['1e1', '1.0', '5.', '-0', '1e400', '9.5'])(
    '“%s” is not a whole number: they are digits only',
    (text) => {
      expect(integerOf(text)).toBeNaN();
    },
  );
});

/** Texts that are not numbers, or that JavaScript parses to another number. */
const noNumbers = [
  ...['', ' ', 'NaN', 'Infinity', '-Infinity', '+Infinity', 'null', 'undefined', 'true', 'ten'],
  ...['0x2', '0b1', '0o7', '0500', '00', '00.5', '1_000', '1 000', '1.000,5', '1.2.3', '1,5', "1'000", '+5'],
  ...[
    '--5',
    '5-',
    '5%',
    '5e',
    'e5',
    '1e',
    '1e999',
    '-1e999',
    '1e-999',
    '-0',
    '-0.0',
    '−5',
    '٣',
    '１',
    '²',
    '½',
  ],
  ...['5\u00005', '5\n6', '__proto__', 'constructor', 'toString', '[object Object]', '💥', 'x'.repeat(200)],
];

describe('texts that are not numbers', () => {
  it.each(noNumbers)('%j is none', (text) => {
    expect(numberOf(text)).toBeNaN();
    expect(integerOf(text)).toBeNaN();
  });
});

const ofKind = (kind: Kind) => fieldKeys.filter((name) => settings[name].kind === kind);
const wholeFields = ofKind('whole');
const numberFields = [...wholeFields, ...ofKind('number')];
/** Valid for numbers, but not for whole numbers. */
const otherNumbers = ['1e1', '1.0', '10.', '1e0'];

/** Invalid texts of each field, besides those that are invalid for all. */
const wrong: Readonly<Partial<Record<FieldKey, readonly string[]>>> = {
  dataset: ['Digits', 'digits,mnist', 'own-', 'own-iris-1a2b3c4d5e6f', './digits'],
  rules: ['BP', 'bp,,dfa', 'bp,', ',bp', 'bp dfa', 'bp;dfa', 'bp=0.1', 'none'],
  hidden: [
    '500x',
    'x5',
    '500,,10',
    '0500',
    '500x0',
    '500x05',
    '500x0,10',
    '5 00',
    '500,',
    '-5',
    '1e2',
    '9e9',
    '0',
  ],
  activation: ['Tanh', 'tanh,relu', 'tan h'],
  outputActivation: ['Sigmoid', 'linear,'],
  loss: ['BCE', 'bce,ce'],
  inputScale: ['Unit', '0-1', '[0,1]'],
  trainingSamples: ['-1', '10000001', 'all', '24,000', '24k', ...otherNumbers],
  lossReduction: ['Sum', 'none'],
  weightInit: ['PyTorch'],
  weightDeviation: ['0', '-0.1', '101', '0,1', '10%'],
  feedbackDeviation: ['0', '-0.1', '101', '0,1', '10%'],
  batchOrder: ['Fixed', 'random'],
  bias: ['1', '0', 'y', 'on', 'yes,no'],
  freeze: [
    '01',
    '1:01-3',
    '1:1 2',
    '1:1 - 3 4',
    '1,,2',
    '1:3-1',
    '1:0',
    '1:1:2',
    '1.5',
    '1:1e1',
    'hidden:',
    '0',
  ],
  feedbackInit: ['Normal'],
  feedbackSharing: ['per layer'],
  feedbackRedraw: ['100'],
  feedbackRedrawSteps: ['0', '-1', ...otherNumbers],
  feedbackReduction: ['Sum'],
  errorTransform: ['one hot'],
  errorInit: ['0'],
  lossErrorScale: ['1'],
  optimizer: ['Adam', 'adam,sgd'],
  optimizerOptions: [
    ...['beta1', 'beta1=', '=0.5', 'beta1=0.5=0.6', 'beta1=0.5,beta1=0.6', 'beta1=0.5,,', 'beta1:0.5'],
    ...[
      'beta1=0,5',
      'beta1=0x1',
      'beta1=+0.5',
      'beta1=1e-999',
      'Beta1=0.5',
      '__proto__=1',
      'momentum=0.5',
      ',',
    ],
  ],
  learningRate: [
    ...[
      '0.001,0.01',
      'bp=0.1=0.2',
      'bp=0.1,bp=0.2',
      'bp=',
      '=0.1',
      'bp',
      'BP=0.1',
      '0.1,',
      ',0.1',
      '0.1,,bp=1',
    ],
    ...[
      '0',
      '-1',
      '1001',
      'bp=0',
      'bp=0x1',
      'bp:0.1',
      '__proto__=0.1',
      '0.1 bp=0.2',
      'bp=0.1;dfa=0.2',
      'bp=1e-999',
    ],
  ],
  schedule: ['Step'],
  scheduleOptions: ['first=60', 'factor=0.1'],
  fairSteps: ['1', '0', 'on', 'true'],
  batchSize: ['0', '-1', '10001', ...otherNumbers],
  epochShare: ['0', '1.1', '-0.5', '0,5', '50%'],
  epochs: ['0', '-1', '10001', ...otherNumbers],
  seeds: [
    ...[
      '-1',
      '4294967296',
      '4-0',
      '0-',
      '-4',
      '0-1.5',
      '0-4-8',
      '1,,2',
      '1,',
      ',1',
      '1,5,1',
      '0-4,3',
      '0-100',
    ],
    ...['0-4294967295', '1 5', '1;5', '0..4', '0-a', '0-04', 'none', ...otherNumbers],
  ],
  classes: [
    '7',
    '0-',
    '-4',
    '3-1',
    '0-1.5',
    '0-4-8',
    '1,,2',
    '1,',
    '1,5,1',
    '0-4,3',
    '0-999999999',
    '255,256',
    '1 5',
  ],
  withheld: [
    '7:',
    '7:3-1',
    '7:0',
    '7:1:2',
    '7,,8',
    '7:1 2',
    'x:1',
    ':1-3',
    '9-4:1',
    '0-999999999',
    '256:1',
    '7:10001',
  ],
  inputNoise: ['-0.1', '10.1', '0,5', '50%'],
  saltPepper: ['-0.1', '1.1', '4%'],
  labelNoise: ['-0.1', '1.1', '4%'],
  backend: ['WASM', 'gpu'],
  measures: ['none,watch', 'watch,', 'Watch', 'none none'],
};

/** Two layers, seeds or classes. */
const isList = (name: FieldKey, text: string) =>
  ['hidden', 'freeze', 'seeds', 'classes', 'withheld'].includes(name) && text === '1,5';

const cases = fieldKeys.flatMap((name) =>
  [...new Set([...noNumbers.filter((text) => !isList(name, text)), ...(wrong[name] ?? [])])].map(
    (text) => [name, text] as const,
  ),
);
/** A long value as a message quotes it, truncated. */
const repeated = (text: string) => text.trim().slice(0, 100);
/** The texts that a message may quote: the whole list or one of its parts. */
const parts = (text: string) => [text, ...text.split(/[,=]/)].map(repeated);

function expectNamed(name: FieldKey, text: string, problem: string | undefined): void {
  expect(problem).toMatch(new RegExp(`^${fields[name].label}(, \\S+)?: “`));
  const [, value = '-'] = /“([\s\S]*?)…?”/.exec(problem ?? '') ?? [];
  // "beta1" gives beta1 no value.
  const named = name.endsWith('Options') && !text.includes('=') ? [...parts(text), ''] : parts(text);
  expect(named).toContain(value.slice(0, 100));
  // How to fix it: a sentence that says what to choose or write, or the bounds.
  expect(problem).toMatch(/must be|Choose|Write|It has|above|choose|Leave|Remove|Keep|Use|write|needs/);
  expect((problem as string).length).toBeLessThan(700);
}

describe('every setting × every kind of invalid text', () => {
  const defaults = defaultExperiment();

  it.each(cases)('%s: %j is rejected in every input, and the rest is kept', (name, text) => {
    const { parse, key } = fields[name];
    const parsed = parse(text, defaults);
    expect(parsed.ok).toBe(false);
    expectNamed(name, text, parsed.ok ? undefined : parsed.problem);
    const other = name === 'epochs' ? 'batchSize' : 'epochs';
    const link = fromQuery(`?${key}=${encodeURIComponent(text)}&${fields[other].key}=7`);
    expect(link.experiment).toEqual({ ...defaults, [other]: 7 });
    expect(link.problems).toEqual([parsed.ok ? '' : parsed.problem]);
  });

  it.each(numberFields)('%s rejects “1,5” and says how to fix it', (name) => {
    const parsed = fields[name].parse('1,5', defaults);
    expect(parsed.ok ? '' : parsed.problem).toMatch(/“1,5” must be a (whole )?number/);
  });

  it('a decimal comma gets a hint with a decimal point', () => {
    for (const name of ['epochShare', 'learningRate'] as const) {
      const parsed = fields[name].parse('0,5', defaults);
      expect(parsed.ok ? '' : parsed.problem).toMatch(/decimal point.*0\.5|0\.5 with a decimal point/);
    }
  });
});

describe('the form', () => {
  const texts = numberFields as readonly TextKey[];

  it.each(noNumbers)('parses like links: %j', (text) => {
    const before = useSettings.getState().draft;
    for (const key of [...texts, 'learningRate', 'freeze', 'seeds', 'classes', 'withheld'] as const) {
      if (isList(key as FieldKey, text)) continue;
      setText(key, text);
      expect(useSettings.getState().problems[key]).toMatch(/: “/);
      expect(useSettings.getState().texts[key]).toBe(text);
    }
    setOption('optimizerOptions', 'beta1', optimizers.adam.options.beta1 as NumberOption, text);
    setOption('scheduleOptions', 'first', schedules.step.options.first as NumberOption, text);
    expect(useSettings.getState().problems['optimizerOptions.beta1']).toMatch(/: “/);
    expect(useSettings.getState().problems['scheduleOptions.first']).toMatch(/: “/);
    expect(useSettings.getState().draft).toEqual(before);
    expect(readHidden({ layers: text, units: '10' }, 'layers').problems.layers).toContain('Hidden layers: “');
    if (!isList('hidden', text))
      expect(readHidden({ layers: '1', units: text }, 'units').hidden).toBeUndefined();
  });

  it.each(['1e1', '3.0'])('whole options reject “%s”: they are digits only', (text) => {
    setOption('scheduleOptions', 'first', schedules.step.options.first as NumberOption, text);
    expect(useSettings.getState().problems['scheduleOptions.first']).toContain(
      `“${text}” must be a whole number`,
    );
  });
});

describe('a settings file', () => {
  const fileOf = (settings: string, rest = '') =>
    `{"format": "f3-lab experiment", "version": 1, ${rest}"experiment": {${settings}}}`;
  const read = (text: string) => {
    const file = readExperimentFile(text);
    if (!file.ok) throw new Error(file.problem);
    return file;
  };

  /** JSON values that are not finite numbers. */
  const wrongTypes = [
    '"10"',
    '" 10 "',
    '"0x2"',
    'true',
    'false',
    'null',
    '1e999',
    '-1e999',
    '[]',
    '[10]',
    '{}',
    '""',
  ];
  it.each(numberFields.flatMap((name) => wrongTypes.map((json) => [name, json] as const)))(
    '%s: %s is named, and the rest is kept',
    (name, json) => {
      const other = name === 'epochs' ? 'batchSize' : 'epochs';
      const { experiment, problems } = read(fileOf(`"${name}": ${json}, "${other}": 7`));
      expect(experiment).toEqual({ ...defaultExperiment(), [other]: 7 });
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(new RegExp(`^${fields[name].label}: “.*” must be a .*number`));
    },
  );

  it.each([
    ['epochs', '"10"', '“10” must be a whole number from 1 to 10000, without quotation marks.'],
    ['epochs', '1e999', '“Infinity” must be a whole number'],
    ['learningRate', '"0.1"', '“0.1” is not a rate'],
    ['learningRate', '{"bp": "0.1"}', '“0.1” is not a number above 0, at most 1000, without quotation marks'],
    ['learningRate', '{"bp": 1e999}', '“Infinity” is not a number'],
    [
      'optimizerOptions',
      '{"beta1": "0.5"}',
      '“0.5” must be a number from 0 to 0.999999, without quotation marks',
    ],
    ['optimizerOptions', '{"__proto__": 0.5}', '“__proto__” is not an option of Adam'],
    ['optimizerOptions', 'null', '“null” is not a set of numbers'],
    ['hidden', '["500"]', '“["500"]” must be a whole number'],
    ['hidden', '[500, 1e999]', '“[500,"Infinity"]” must be'],
    ['rules', '[null]', '“[null]” is not a list'],
    ['bias', '"yes"', '“yes” must be true or false'],
    ['freeze', '[{"layer": "1", "from": 1}]', 'must be a whole number'],
    ['activation', '5', '“5” is not known'],
    ['dataset', 'null', '“null” is not known'],
    ['seed', '"3"', '“3” must be a whole number from 0 to 4294967295, without quotation marks.'],
    ['seed', '[3]', '“[3]” must be a whole number from 0 to 4294967295.'],
  ])('%s: %s is rejected with how to fix it', (name, json, text) => {
    const { problems } = read(fileOf(`"${name}": ${json}`));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(text);
  });

  it.each([
    ['"epochs": 3, "epochs": 5', 'Epochs: the file says "epochs" more than once. Keep one.'],
    ['"epochs": 3, "epochs" : 3', 'Epochs: the file says "epochs" more than once.'],
    ['"\\u0065pochs": 3, "epochs": 5', 'Epochs: the file says "epochs" more than once.'],
    ['"learningRate": {"bp": 1, "bp": 2}', 'Learning rate: the file says "bp" more than once.'],
    [
      '"freeze": [{"layer": 1, "layer": 2, "from": 1}]',
      'Frozen layers: the file says "layer" more than once.',
    ],
  ])('%s: a duplicate is rejected as ambiguous', (settings, text) => {
    const { experiment, problems } = read(fileOf(`${settings}, "seed": 7`));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(text);
    expect(experiment).toEqual({ ...defaultExperiment(), seeds: [7] });
  });

  it('the same name in two objects, or as a value, is not a duplicate', () => {
    const settings = '"rules": ["bp", "dfa"], "learningRate": {"bp": 1, "dfa": 2}, "loss": "bce"';
    expect(read(fileOf(settings)).problems).toEqual([]);
    const tricky = '"loss": "bce", "rules": ["bp"], "optimizer": "adam", "errorInit": "a\\": \\"loss\\": {"';
    expect(read(fileOf(tricky)).problems).toHaveLength(1);
  });

  it('with two versions or two sets of settings is rejected', () => {
    for (const rest of ['"version": 1, ', '"experiment": {}, ']) {
      const file = readExperimentFile(fileOf('"epochs": 3', rest));
      expect(file.ok ? '' : file.problem).toMatch(
        /^It says "(version|experiment)" more than once\. Keep one\.$/,
      );
    }
  });

  it('unknown names are reported, including those of Object.prototype; wrong case gets a suggestion', () => {
    const { problems, experiment } = read(
      fileOf('"__proto__": {"epochs": 3}, "constructor": 1, "Epochs": 3'),
    );
    expect(experiment).toEqual(defaultExperiment());
    expect(problems).toEqual([
      'Unknown setting: __proto__ = {"epochs":3}. Leave it out.',
      'Unknown setting: constructor = 1. Leave it out.',
      'Unknown setting: Epochs = 3. Write epochs.',
    ]);
  });
});

describe('a URL', () => {
  it.each([
    ['?epochs=3&epochs=5', ['Epochs: the address says epochs more than once, “3” and “5”. Keep one.']],
    ['?epochs=3&epochs=3', ['Epochs: the address says epochs more than once, “3” and “3”. Keep one.']],
    [
      '?dataset=mnist&dataset=xor',
      ['Data set: the address says dataset more than once, “mnist” and “xor”. Keep one.'],
    ],
    ['?epochs', ['Epochs: “” must be a whole number from 1 to 10000.']],
    ['?epochs=%zz', ['Epochs: “%zz” must be a whole number from 1 to 10000.']],
    ['?epochs=%ff', ['Epochs: “\ufffd” must be a whole number from 1 to 10000.']],
    ['?Epochs=3', ['Unknown setting: Epochs = 3. Write epochs.']],
    ['?__proto__=3', ['Unknown setting: __proto__ = 3. Leave it out.']],
    ['?constructor=3', ['Unknown setting: constructor = 3. Leave it out.']],
    ['?x=3&x=3', ['Unknown setting: x = 3. Leave it out.']],
    ['?=3', ['Unknown setting: “” = 3. Leave it out.']],
    ['?batchSize=3', ['Unknown setting: batchSize = 3. Leave it out.']],
  ])('%s: problems are reported and the rest is kept', (query, problems) => {
    expect(fromQuery(`${query}&seed=7`)).toEqual({
      experiment: { ...defaultExperiment(), seeds: [7] },
      problems,
    });
  });
});

describe('learning rates', () => {
  const parse = (text: string) => fields.learningRate.parse(text, defaultExperiment());

  it('the rate for all rules may have any position', () => {
    expect(parse('bp=0.1,0.01')).toEqual(parse('0.01,bp=0.1'));
    expect(parse('bp=0.1,0.01')).toMatchObject({ value: { bp: 0.1, dfa: 0.01 } });
  });
});
