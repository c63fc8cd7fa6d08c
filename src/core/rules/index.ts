/** The registry of credit-assignment rules, in display order. */
import { bp } from './bp';
import { dfa } from './dfa';
import { drtp } from './drtp';
import { f3Error } from './f3Error';
import { f3Loss } from './f3Loss';
import { fa } from './fa';
import { llo } from './llo';
import { pepita } from './pepita';
import type { Rule } from './rule';
import { sdfa } from './sdfa';

export const rules = {
  bp,
  fa,
  dfa,
  sdfa,
  drtp,
  'f3-error': f3Error,
  'f3-loss': f3Loss,
  llo,
  pepita,
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof rules;
export const ruleIds = Object.keys(rules) as [RuleId, ...RuleId[]];
