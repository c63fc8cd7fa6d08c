/** Highlights one rule everywhere and dims the others. */
import type { RuleId } from '../../core/rules';
import { highlightMark } from '../highlightMark';

export const highlightRule = (rule: RuleId | undefined): void =>
  highlightMark(rule === undefined ? undefined : `rule-${rule}`);
