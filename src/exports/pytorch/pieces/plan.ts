/** What the pieces of a script are written from. */
import type { RuleId } from '../../../core/rules';
import type { Rule } from '../../../core/rules/rule';
import type { RunSpec } from '../../../core/run/spec';

export interface ScriptPlan {
  readonly spec: RunSpec;
  readonly rule: Rule & { readonly id: RuleId };
  readonly bias: boolean;
  /** Residual layers, from 1. */
  readonly residual: readonly number[];
  /** Loss and output activation are one formula of the logits: cross-entropy after a softmax. */
  readonly fused: boolean;
}

/** A number as Python reads it: the same double. */
export const literal = (value: number): string => String(value);

/** Pieces of text, one under the other; those that are undefined are left out. */
export const lines = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join('\n');

/** Shifts a text to the right by so many levels of four spaces. */
export const indented = (text: string, levels = 1): string =>
  text.replaceAll(/^(?=.)/gm, '    '.repeat(levels));

/** z_i of a layer, `i` and `h` being Python names. */
export const affine = ({ bias }: Pick<ScriptPlan, 'bias'>, i: string, h: string): string =>
  `${h} @ W[${i}]${bias ? ` + b[${i}]` : ''}`;
