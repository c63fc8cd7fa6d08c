import { expect, it } from 'vitest';
import type { ImportChoices } from '../../data/import/table/table';
import { textOf } from './importTexts';

const choices = (testShare: number): ImportChoices => ({ testShare }) as ImportChoices;

it('a percentage is shown as typed, without binary rounding', () => {
  for (const typed of ['20', '7', '29', '57', '12.345', '0.05', '33.3333', '99.99'])
    expect(textOf('testShare', choices(Number(typed) / 100), {}, undefined)).toBe(typed);
});
