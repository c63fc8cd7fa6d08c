/** Which runs can be pipelined. */
import { count, listed } from '../../format';
import { type RuleId, rules } from '../../rules';
import { hasStages, type Rule } from '../../rules/rule';
import type { RunSpec } from '../../run/spec';

/** Whether a run may have stages. The others train in one worker. */
export const canBePipelined = ({ rule }: Pick<RunSpec, 'rule'>): boolean => hasStages(rules[rule]);

/** "PEPITA trains in one worker: it sends its input through the network twice." @param alone rules without stages, one or more */
export function oneWorkerText(alone: readonly RuleId[]): string {
  const names = listed(alone.map((id) => rules[id].name));
  return alone.length === 1
    ? `${names} trains in one worker: it sends its input through the network twice.`
    : `${names} train in one worker: they send their input through the network twice.`;
}

/** Where pages have no shared memory, and the way out. */
export const notIsolated =
  'Pipeline stages: workers pass on activations in shared memory, which browsers give only to cross-origin isolated pages, and this one is not. Open the lab at localhost or by https, from npm start or another server that sends the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp; or choose 1.';

/** On WebGPU. */
export const oneDevice =
  'Pipeline stages: on WebGPU all workers would wait for one device. Choose 1, or the backend wasm.';

type Chosen = Pick<RunSpec, 'rule' | 'hidden' | 'feedbackRedraw'>;

/** Why a run cannot have so many stages, and what would do; undefined if it can. */
export function pipelineProblem(
  spec: Chosen,
  stages: number,
): { readonly at: 'pipeline' | 'feedbackRedraw'; readonly problem: string } | undefined {
  if (stages < 2 || !canBePipelined(spec)) return undefined;
  const rule: Rule = rules[spec.rule];
  const layers = spec.hidden.length + 1;
  if (stages > layers)
    return {
      at: 'pipeline',
      problem: `Pipeline stages: ${count(stages)} stages need as many layers, and the network has ${count(layers)}, with the output. Choose ${count(layers)} or fewer, or more hidden layers.`,
    };
  const copies = spec.feedbackRedraw === 'copy-epoch' || spec.feedbackRedraw === 'copy-steps';
  const hasFeedback = rule.path === 'direct' || (rule.path === 'layerwise' && rule.feedback);
  if (copies && hasFeedback)
    return {
      at: 'feedbackRedraw',
      problem: `Feedback redraw: “${spec.feedbackRedraw}” copies the weights above each layer into B of ${rule.name}, and in a pipeline they lie in other workers. Choose another redraw, or 1 pipeline stage.`,
    };
  return undefined;
}
