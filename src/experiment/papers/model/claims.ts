/** Statements about rows, and the rules by which they are decided; every rule says itself what it does. */
import type { Claim, Measured, Values, Verdict } from '../card';
import { standardError } from './difference';

const verdict = (holds: boolean): Verdict => (holds ? 'agrees' : 'does not agree');

/** Decided from all rows' values, as soon as each has one. */
export function claim(
  text: string,
  how: string,
  rows: readonly string[],
  decide: (...values: readonly Measured[]) => Verdict,
): Claim {
  return {
    text,
    how,
    decide: (values: Values) => {
      const all = rows.flatMap((row) => values(row) ?? []);
      return all.length === rows.length ? decide(...all) : 'not decided';
    },
  };
}

/** Standard errors from which on a difference counts. */
const ERRORS = 2;

/** The first is better: lower, for losses and errors; higher, for accuracies. Needs deviations of both. */
export const better = (
  text: string,
  first: string,
  second: string,
  side: 'lower' | 'higher' = 'lower',
): Claim =>
  claim(
    text,
    `Agrees if the difference of the means is at least ${ERRORS} standard errors, does not agree if it is as much the other way; with a single seed it is not decided.`,
    [first, second],
    (a, b) => {
      const error = standardError(a as Measured, b as Measured);
      if (error === undefined) return 'not decided';
      const lower = ((b as Measured).mean - (a as Measured).mean) / error;
      const errors = side === 'lower' ? lower : -lower;
      return Math.abs(errors) < ERRORS ? 'not decided' : verdict(errors > 0);
    },
  );

/** A loss that is `factor` times the others', or more, which the text of `how` says. */
export const timesAsHigh = (
  text: string,
  high: string,
  others: readonly string[],
  { factor, how }: { readonly factor: number; readonly how: string },
): Claim =>
  claim(text, how, [high, ...others], (a, ...all) =>
    verdict(all.every((one) => (a as Measured).mean >= factor * one.mean)),
  );

/** Two losses that differ by at most this share of the smaller. */
export const similar = (text: string, first: string, second: string, share: number): Claim =>
  claim(
    text,
    `Agrees if the two losses differ by at most ${100 * share} % of the smaller.`,
    [first, second],
    (a, b) => {
      const [low, high] = [a, b].map((one) => (one as Measured).mean).sort((x, y) => x - y) as [
        number,
        number,
      ];
      return verdict(high - low <= share * low);
    },
  );

/** A value that lies between two bounds, which the text of `how` names. */
export const between = (
  text: string,
  row: string,
  { low, high, how }: { readonly low: number; readonly high: number; readonly how: string },
): Claim =>
  claim(text, how, [row], (a) => verdict((a as Measured).mean >= low && (a as Measured).mean <= high));

/** A number that training has to reach: with fewer epochs than published, one that is not reached is not decided. */
export const reaches = (
  text: string,
  row: string,
  { low, high, how }: { readonly low: number; readonly high: number; readonly how: string },
): Claim =>
  claim(text, `${how} With fewer epochs than published, a value outside is not decided.`, [row], (one) => {
    const { mean, epochs, of } = one as Measured;
    if (mean >= low && mean <= high) return 'agrees';
    return epochs < of ? 'not decided' : 'does not agree';
  });
