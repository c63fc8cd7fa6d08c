import { describe, expect, it } from 'vitest';
import { betweenText } from './chartTexts';

describe('what is evaluated between epochs', () => {
  it.each([
    [{ seeds: [0], pipeline: 1, rules: ['bp', 'f3-error'] }, 'part of it in between'],
    [
      { seeds: [0], pipeline: 3, rules: ['pepita', 'f3-error'] },
      'part of it in between for algorithms in one worker',
    ],
    [{ seeds: [0], pipeline: 3, rules: ['bp', 'f3-error'] }, 'none in between'],
    [{ seeds: [0], pipeline: 3, rules: ['pepita'] }, 'part of it in between'],
    [{ seeds: [0, 1], pipeline: 3, rules: ['f3-error'] }, 'bold: mean over seeds'],
  ] as const)('%j: %s', ({ seeds, rules, pipeline }, text) => {
    expect(betweenText({ seeds: [...seeds], rules: [...rules], pipeline })).toBe(text);
  });
});
