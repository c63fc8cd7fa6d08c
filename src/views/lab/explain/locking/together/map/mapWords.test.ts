import { expect, it } from 'vitest';
import { cellText, errorText, gainText, shareText } from './mapWords';

const plain = (text: string): string => text.replaceAll('\u202f', ' ');

it('names the faster way and by how much', () => {
  expect(gainText(1.5)).toBe('stages 1.50× as fast as threads');
  expect(gainText(0.5)).toBe('threads 2.00× as fast as stages');
  expect(gainText(1.004)).toBe('stages as fast as threads');
  expect(plain(cellText(1, 64, { alone: 0.004, threads: 0.003, stages: 0.002 }))).toBe(
    '1 hidden layer of 64: stages 1.50× as fast as threads (stages 2.0 ms, threads 3.0 ms, one worker 4.0 ms)',
  );
});

it('says how far the model is off, and which points to doubt', () => {
  const error = { typical: 1.08, most: 1.3, agreed: 14, points: 15 };
  expect(errorText(error, 0)).toBe(
    'At 15 measured networks the model’s ratio is off by a factor of 1.08 (median; at most 1.30), and it names the faster way at 14 of them.',
  );
  expect(errorText(error, 2)).toMatch(/14 of them\. 2 of these were measured beside other work/);
  expect(errorText(error, 15)).toContain('All of these');
});

it('counts networks on each side', () => {
  expect(plain(shareText([1, 2, -1, 3], [1, 1, 1, 1]))).toBe(
    'By the model, stages are faster than threads at 75 % of these networks.',
  );
  expect(plain(shareText([1, -1], [1, -1]))).toContain('; at 50 % neither is faster than one worker.');
  expect(plain(shareText([1, -1], [1, 0])), 'threads that share nothing').toContain('; at 50 % neither');
});
