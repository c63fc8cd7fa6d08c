/** Settings that none of the chosen algorithms looks at. Whoever gives them expects something of them, and is told. */
import { type RuleId, rules } from '../core/rules';
import { feedbackShapes, type Rule } from '../core/rules/rule';
import type { Experiment } from '../core/run/spec';
import type { FieldKey } from './fields/field';

const remembers = (rule: Rule): boolean => rule.signal === 'delayed-error';
/** Any network with a hidden layer will do. */
const hasFeedback = (rule: Rule): boolean => feedbackShapes(rule, [1, 1, 1]).length > 0;

const readers: Readonly<Partial<Record<FieldKey, (rule: Rule, id: RuleId) => boolean>>> = {
  errorTransform: remembers,
  errorInit: remembers,
  lossErrorScale: (_rule, id) => id === 'f3-loss',
  feedbackInit: hasFeedback,
  feedbackSharing: hasFeedback,
  feedbackRedraw: hasFeedback,
  feedbackRedrawSteps: hasFeedback,
  feedbackReduction: ({ path }) => path === 'direct',
};

const countsSteps = ({ feedbackRedraw }: Experiment): boolean =>
  feedbackRedraw === 'steps' || feedbackRedraw === 'copy-steps';

/** Why a setting changes nothing in this experiment; undefined where it does. */
export function idleReason(experiment: Experiment, name: FieldKey): string | undefined {
  const reads = readers[name];
  if (reads && !experiment.rules.some((id) => reads(rules[id], id)))
    return `none of the chosen algorithms (${experiment.rules.join(', ')}) uses it`;
  if (name === 'feedbackRedrawSteps' && !countsSteps(experiment))
    return `feedback-redraw ${experiment.feedbackRedraw} does not count steps`;
  return undefined;
}
