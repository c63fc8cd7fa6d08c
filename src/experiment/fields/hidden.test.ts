/** Hidden layers as text and JSON: what is read, what is written, and what is said of mistakes. */
import { describe, expect, it } from 'vitest';
import { type HiddenLayer, hiddenLayer } from '../../core/blocks/hidden';
import { defaultExperiment } from '../defaults';
import { hiddenForm, parseHidden } from './hidden';

const conv = (channels: number, options: Record<string, number> = {}): HiddenLayer =>
  hiddenLayer('convolution', { channels, ...options });

const texts: readonly (readonly [string, readonly HiddenLayer[], string])[] = [
  ['500', [500], '500'],
  ['500x3', [500, 500, 500], '500x3'],
  [' 500 , 300 ', [500, 300], '500,300'],
  ['none', [], 'none'],
  ['convolution', [conv(32)], 'convolution:32'],
  ['convolution:16', [conv(16)], 'convolution:16'],
  ['Convolution:channels=16:kernel=5', [conv(16, { kernel: 5 })], 'convolution:16:kernel=5'],
  ['convolution:8:pool=1:kernel=3', [conv(8, { pool: 1 })], 'convolution:8:pool=1'],
  [
    'convolution:8:kernel=5:padding=2 x2',
    [8, 8].map((n) => conv(n, { kernel: 5, padding: 2 })),
    'convolution:8:kernel=5:padding=2x2',
  ],
  ['convolution:8, 100x2', [conv(8), 100, 100], 'convolution:8,100,100'],
  ['64,residual:64x49', [64, ...Array(49).fill(hiddenLayer('residual', { units: 64 }))], '64,residual:64x49'],
  ['8x2,9,9,9', [8, 8, 9, 9, 9], '8,8,9x3'],
  ['dense:300', [300], '300'],
  ['dense:units=300', [300], '300'],
  ['dense', [500], '500'],
];

describe.each(texts)('“%s”', (text, layers, written) => {
  it('is read, and written in one form that is read again', () => {
    expect(parseHidden(text)).toEqual({ ok: true, value: layers });
    expect(hiddenForm.format([...layers], defaultExperiment())).toBe(written);
    expect(parseHidden(written)).toEqual({ ok: true, value: layers });
  });

  it('survives JSON', () => {
    expect(hiddenForm.read(JSON.parse(JSON.stringify(layers)), defaultExperiment())).toEqual({
      ok: true,
      value: layers,
    });
  });
});

const problem = (text: string): string => {
  const read = parseHidden(text);
  return read.ok ? `read as ${JSON.stringify(read.value)}` : read.problem;
};

describe('a mistake is named, with its value and the way out', () => {
  it.each([
    ['0500', /“0500” is not a list of widths/],
    ['500,', /“500,” is not a list of widths/],
    ['500x', /is not a list of widths/],
    ['0', /must be a whole number from 1 to 8192/],
    ['9000', /must be a whole number from 1 to 8192/],
    [
      'conv:3',
      /“conv” is no block\. Choose dense, convolution, residual, transformer, or write a width such as 500/,
    ],
    ['convolution:0', /channels: “0” must be a whole number from 1 to 1024/],
    ['convolution:2.5', /channels: “2.5” must be a whole number/],
    ['convolution:16:32', /“32” is not an option\. Write channels=32; convolution has channels, kernel/],
    ['convolution:kernel=5=3', /“kernel=5=3” is not an option/],
    ['convolution:size=5', /“size” is not an option of convolution\. It has channels, kernel/],
    ['convolution:8:kernel=', /kernel: “” must be a whole number from 1 to 31/],
    ['convolution:8:kernel=99', /kernel: “99” must be a whole number from 1 to 31/],
    ['convolution:8:channels=9', /gives channels twice\. Remove one/],
    ['500x1001', /is too deep\. Use at most 1000 layers/],
    ['convolution:8x2000', /is too deep/],
  ])('%s', (text, said) => {
    expect(problem(text)).toMatch(said);
    expect(problem(text)).toMatch(/^Hidden layers/);
  });

  it.each([
    [500, /is not a list of widths/],
    ['500', /is not a list of widths/],
    [[500, '300'], /must be a whole number from 1 to 8192/],
    [[{ block: 'pool' }], /has the block “pool”, which is not known\. Choose dense, convolution/],
    [[{ block: 'convolution', options: { size: 3 } }], /has “size”, which is not an option of convolution/],
    [[{ block: 'convolution', options: { kernel: '3' } }], /has kernel "3", which must be a number/],
    [
      [{ block: 'convolution', options: { kernel: 99 } }],
      /has kernel 99, which must be a whole number from 1 to 31/,
    ],
    [[{ block: 'convolution', options: [] }], /has options that are no set of numbers/],
    [
      [{ block: 'convolution', channels: 3 }],
      /has “channels”, which is not known\. A layer has block and options/,
    ],
    [[null], /must be a whole number/],
  ])('from a file: %j', (value, said) => {
    const read = hiddenForm.read(value, defaultExperiment());
    expect(read.ok ? read.value : read.problem).toMatch(said);
  });
});

it('a dense layer written as a block is its width: equal networks have equal settings', () => {
  const read = hiddenForm.read([{ block: 'dense', options: { units: 300 } }], defaultExperiment());
  expect(read).toEqual({ ok: true, value: [300] });
  const options = { pool: 2, channels: 8 };
  const other = hiddenForm.read([{ block: 'convolution', options }], defaultExperiment());
  expect(JSON.stringify(other)).toBe(JSON.stringify({ ok: true, value: [conv(8)] }));
});
