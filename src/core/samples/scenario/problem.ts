/** Whether a scenario fits its data set. */
import { listed } from '../../format';
import { phasesOf } from './phases';
import { type Scenario, scenarioSettings } from './settings';

/** The data set's name, and its number of classes; undefined for regression. */
interface Target {
  readonly name: string;
  readonly classes: number | undefined;
}

interface Problem {
  readonly at: keyof Scenario;
  /** Names the field, the value and the way out. */
  readonly problem: string;
}

function regressionProblem(scenario: Scenario, { name }: Target): Problem | undefined {
  const given = { classes: scenario.classes.length, withheld: scenario.withheld.length };
  const { labelNoise } = scenario;
  const at = (['classes', 'withheld'] as const).find((key) => given[key] > 0);
  const has = `${name} has numbers to predict, not classes`;
  if (at !== undefined) {
    const neutral = { classes: 'all', withheld: 'none' }[at];
    return { at, problem: `${scenarioSettings[at].label}: ${has}. Write ${neutral}.` };
  }
  if (labelNoise === 0) return undefined;
  const { label } = scenarioSettings.labelNoise;
  return { at: 'labelNoise', problem: `${label}: ${labelNoise} does not fit: ${has}. Write 0.` };
}

function withheldProblem(
  scenario: Scenario & { readonly epochs: number },
  present: readonly number[],
): Problem | undefined {
  const { label } = scenarioSettings.withheld;
  const foreign = scenario.withheld.find((entry) => !present.includes(entry.class));
  if (foreign)
    return {
      at: 'withheld',
      problem: `${label}: class ${foreign.class} is not among the classes ${listed(present)}. Leave it out.`,
    };
  const empty = phasesOf(scenario).find(({ withheld }) => withheld.length === present.length);
  if (!empty) return undefined;
  const where = empty.from === empty.to ? `epoch ${empty.from}` : `epochs ${empty.from} to ${empty.to}`;
  return {
    at: 'withheld',
    problem: `${label}: classes ${listed(empty.withheld)} leave no sample for ${where}. Keep one class in each epoch.`,
  };
}

/** @returns the first problem; undefined if the scenario fits */
export function scenarioProblem(
  scenario: Scenario & { readonly epochs: number },
  target: Target,
): Problem | undefined {
  const { name, classes: count } = target;
  if (count === undefined) return regressionProblem(scenario, target);
  const { classes, withheld } = scenario;
  const named = { classes, withheld: withheld.map((entry) => entry.class) };
  for (const at of ['classes', 'withheld'] as const) {
    const unknown = named[at].find((one) => one >= count);
    const { label } = scenarioSettings[at];
    const has = `${name} has ${count} classes: 0 to ${count - 1}`;
    if (unknown !== undefined) return { at, problem: `${label}: there is no class ${unknown}. ${has}.` };
  }
  const present = classes.length > 0 ? classes : Array.from({ length: count }, (_, label) => label);
  return withheldProblem(scenario, present);
}
