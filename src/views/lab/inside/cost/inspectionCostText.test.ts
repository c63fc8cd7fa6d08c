import { expect, it } from 'vitest';
import type { EpochEvent, MeasuresEvent } from '../../../../core/run/events';
import { addInspection } from '../../../../store/run/inside';
import { inspectionCostText } from './inspectionCostText';

const epoch = (trainSeconds: number, testSeconds: number) => ({ trainSeconds, testSeconds }) as EpochEvent;
const measured = (epoch: number, seconds: number) => ({ epoch, seconds }) as MeasuresEvent;
const none = { run: undefined, count: 0, seconds: 0 } as const;
const plain = (text: string | undefined) => text?.replaceAll('\u202f', ' ');

it('is undefined without inspections or measures, and names each part that exists', () => {
  expect(inspectionCostText('DFA', { epochs: [], measures: [measured(0, 1)] }, none)).toBeUndefined();
  const looks = { run: 'dfa-0', count: 2, seconds: 0.02 } as const;
  expect(plain(inspectionCostText('DFA', { epochs: [], measures: [] }, looks))).toBe(
    'Inspection costs DFA: 10 ms twice a second for this column (2.0 %).',
  );
});

it('relates measures to the rule’s total time, without measures before training', () => {
  const series = {
    epochs: [epoch(0.7, 0.2), epoch(0.7, 0.2)],
    measures: [measured(0, 9), measured(1, 0.05), measured(2, 0.15)],
  };
  expect(plain(inspectionCostText('BP', series, none))).toBe(
    'Inspection costs BP: 100 ms of measures after each epoch (10.0 % of its time).',
  );
});

it('averages the inspections of one rule', () => {
  const look = (run: string, seconds: number) =>
    ({ run, layer: 1, inspection: { seconds } }) as Parameters<typeof addInspection>[1];
  const twice = addInspection(addInspection(none, look('bp-0', 0.25)), look('bp-0', 0.5));
  expect(twice).toEqual({ run: 'bp-0', count: 2, seconds: 0.75 });
  expect(addInspection(twice, look('dfa-0', 0.125))).toEqual({ run: 'dfa-0', count: 1, seconds: 0.125 });
});
