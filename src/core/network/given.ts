/** Initial weights from a file, in place of drawn ones: the setting `startFrom`. */
import { chainOf, type Ends } from '../blocks/chain';
import { count } from '../format';
import { rules } from '../rules';
import { hasBiases, learnsBiases, type Rule } from '../rules/rule';
import type { NamedArray } from '../run/checkpoint';
import type { RunSpec } from '../run/spec';

/** Parameters under the names of a checkpoint: `layer<i>.W` [n_{i−1}, n_i], `layer<i>.b` [n_i], … */
export interface GivenWeights {
  /** The value of `startFrom`. */
  readonly id: string;
  readonly arrays: Readonly<Record<string, NamedArray>>;
}

/** What has to be known of an array to tell whether a network can start from it. */
export interface GivenShape {
  readonly shape: readonly number[];
  /** All its numbers are 0, as those of biases that were never learned. */
  readonly zero: boolean;
}
export type GivenShapes = Readonly<Record<string, GivenShape>>;

type Chosen = Pick<RunSpec, 'hidden' | 'rule' | 'bias'>;

/** A parameter that a network needs. */
interface Needed {
  readonly name: string;
  readonly shape: readonly number[];
  readonly bias: boolean;
}

const neededBy = ({ hidden }: Pick<RunSpec, 'hidden'>, ends: Ends): readonly Needed[] =>
  chainOf(ends, hidden).flatMap(({ block, ...place }, i) =>
    Object.entries(block.parameters(place)).map(([name, { shape, bias }]) => ({
      ...{ name: `layer${i + 1}.${name}`, shape, bias },
    })),
  );

const sizeText = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

/** Biases that the rule or the settings keep at 0, and the file does not. */
function biasProblem(name: string, { rule: id }: Chosen): string {
  const rule: Rule = rules[id];
  return hasBiases(rule)
    ? `its ${name} is not 0, and Biases are off. Turn them on`
    : `its ${name} is not 0, and ${rule.name} has no biases. Untick ${rule.name}`;
}

function parameterProblem({ name, shape, bias }: Needed, given: GivenShapes, chosen: Chosen) {
  const found = given[name];
  const learns = !bias || learnsBiases(rules[chosen.rule], chosen.bias);
  if (!found && learns) {
    const wayOut = bias ? 'Turn Biases off' : 'Choose hidden layers like those of the file';
    return `it has no ${name}, and this network needs ${sizeText(shape)}. ${wayOut}`;
  }
  if (found && String(found.shape) !== String(shape))
    return `its ${name} is ${sizeText(found.shape)}, and this network needs ${sizeText(shape)}. Choose hidden layers and a data set like those of the file`;
  return found && !learns && !found.zero ? biasProblem(name, chosen) : undefined;
}

/**
 * Why a network cannot start from these arrays, and what would help; undefined if it can.
 * @param name what the person calls the file
 */
export function givenProblem(
  name: string,
  given: GivenShapes,
  chosen: Chosen,
  ends: Ends,
): string | undefined {
  const needed = neededBy(chosen, ends);
  const says = (what: string): string =>
    `Start from: “${name}” does not fit: ${what}, or start from the seed.`;
  for (const one of needed) {
    const problem = parameterProblem(one, given, chosen);
    if (problem !== undefined) return says(problem);
  }
  const surplus = Object.keys(given).find((key) => needed.every((one) => one.name !== key));
  if (surplus === undefined) return undefined;
  const layers = chosen.hidden.length + 1;
  const has = layers === 1 ? 'an output layer alone' : `${count(layers)} layers, with the output’s`;
  return says(`it has ${surplus}, and this network has ${has}. Choose hidden layers like those of the file`);
}

/** @throws RangeError if `givenProblem` was not asked, or not heeded */
export function givenValues({ arrays }: GivenWeights, spec: RunSpec, ends: Ends) {
  return chainOf(ends, spec.hidden).map(({ block, ...place }, i) =>
    Object.fromEntries(
      Object.entries(block.parameters(place)).map(([name, { shape, bias }]) => {
        const found = arrays[`layer${i + 1}.${name}`];
        const size = shape.reduce((product, n) => product * n, 1);
        if (!found && !bias) throw new RangeError(`There is no layer${i + 1}.${name}.`);
        // A copy: the run changes it.
        return [name, found ? Float32Array.from(found.values) : new Float32Array(size)];
      }),
    ),
  );
}

export const shapesOf = (arrays: GivenWeights['arrays']): GivenShapes =>
  Object.fromEntries(
    Object.entries(arrays).map(([name, { shape, values }]) => [
      name,
      { shape, zero: (values as Float32Array).every((value) => value === 0) },
    ]),
  );
