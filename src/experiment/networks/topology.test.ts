import { expect, it } from 'vitest';
import { hiddenText } from '../../core/blocks/hidden';
import { parseTopology } from './topology';

it.each([
  ['CONV_32_5_1_2_FC_1000_FC_10', 'convolution:32:kernel=5:padding=2,1000', 10],
  ['CONV_64_3_1_1_CONV_256_3_1_1_FC_1000_FC_1000_FC_10', 'convolution:64,convolution:256,1000,1000', 10],
  ['fc_500_fc_10', '500', 10],
  ['FC_10', 'none', 10],
  ['CONV_8_3_2_0_FC_2', 'convolution:8:stride=2:padding=0', 2],
])('%s is %s', (text, hidden, outputs) => {
  const read = parseTopology(text);
  if (!read || 'problem' in read) throw new Error(`${text} was not read.`);
  expect(hiddenText(read.hidden)).toBe(hidden);
  expect(read.outputs).toBe(outputs);
});

it.each(['', 'CONV_32_5_1_2', 'FC', 'FC_', 'CONV_32_5_1_FC_10', 'conv-mnist'])(
  '“%s” is no topology',
  (text) => {
    expect(parseTopology(text)).toBeUndefined();
  },
);

it.each([
  ['FC_0_FC_10', 'layer 1 must be a whole number from 1 to 8192'],
  ['CONV_32_99_1_2_FC_10', 'layer 1 has kernel 99, which must be a whole number from 1 to 31'],
  ['CONV_2048_3_1_1_FC_10', 'layer 1 has channels 2048, which must be a whole number from 1 to 1024'],
])('%s %s', (text, problem) => {
  expect(parseTopology(text)).toEqual({ problem });
});
