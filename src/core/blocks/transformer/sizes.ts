/** A transformer's numbers: its options, what it costs, and whether it stands on an input. */
import type { NumberOption, OptionValues } from '../../options';
import type { BlockCost, Border, ParameterSpec, Place } from '../block';

const whole = (
  text: Pick<NumberOption, 'label' | 'sentence' | 'default' | 'max'>,
  min = 1,
): NumberOption => ({
  ...text,
  min,
  whole: true,
});

/** The defaults are those of the published network. */
export const options = {
  dims: whole({ label: 'Dimensions', sentence: 'Numbers of a token.', default: 32, max: 1024 }),
  tokens: whole({
    label: 'Tokens',
    sentence: 'Parts of a sample that attend to each other.',
    default: 16,
    max: 1024,
  }),
  heads: whole({
    label: 'Heads',
    sentence: 'Attentions side by side, each with weights of its own.',
    default: 8,
    max: 64,
  }),
  key: whole({
    label: 'Key size',
    sentence: 'Numbers of each query, key and value.',
    default: 64,
    max: 1024,
  }),
  mlp: whole({
    label: 'MLP units',
    sentence: 'Hidden units of the two dense layers that every token passes after attention.',
    default: 128,
    max: 8192,
  }),
  embedding: whole(
    {
      label: 'Embedding',
      sentence:
        '1: a dense layer makes the tokens from all numbers that enter; 0: those numbers are the tokens.',
      default: 1,
      max: 1,
    },
    0,
  ),
};

export function sizesOf({ dims = 1, tokens = 1, heads = 1, key = 1, mlp = 1, embedding = 0 }: OptionValues) {
  return { dims, tokens, heads, key, mlp, embeds: embedding === 1, inner: heads * key };
}

/** Added to the variance in layer normalisation; PyTorch's default. */
export const NORM_EPSILON = 1e-5;

/** Numbers that plain operations put aside at once, for as many samples as they take at once: 64 MiB. */
const PUT_ASIDE = 2 ** 24;

/** The same for one sample: what `gradients` computes of each size until it is done (transformer.test.ts). */
function putAside({ options: values }: Pick<Place, 'options'>): number {
  const { dims, tokens, heads, mlp, inner } = sizesOf(values);
  return tokens * (40 * dims + 60 * inner + 13 * heads * tokens + 9 * mlp);
}

/** Samples whose inner values exist at once. */
export const atOnce = (place: Pick<Place, 'options'>): number =>
  Math.max(1, Math.floor(PUT_ASIDE / putAside(place)));

/** Why the input is no such tokens, and what would be. */
export function problem({ size }: Border, values: OptionValues): string | undefined {
  const { dims, tokens, embeds } = sizesOf(values);
  return embeds || size === tokens * dims
    ? undefined
    : `reads ${tokens} tokens of ${dims} dimensions, and gets ${size} numbers instead of ${tokens * dims}. Choose an embedding of 1, which makes tokens of whatever enters, or tokens × dimensions that give ${size}.`;
}

export function shapes(_input: Border, values: OptionValues): Border {
  const { dims, tokens } = sizesOf(values);
  return { size: tokens * dims, shape: [tokens, dims] };
}

const matrix = (rows: number, columns: number): ParameterSpec => ({ shape: [rows, columns], bias: false });
const vector = (size: number, bias: boolean): ParameterSpec => ({ shape: [size], bias });

/** Layer normalisation has gain and bias; A before attention, M before the MLP. */
export function parameters({
  input,
  output,
  options: values,
}: Place): Readonly<Record<string, ParameterSpec>> {
  const { dims, mlp, inner, embeds } = sizesOf(values);
  const embedding = {
    embed: matrix(input.size, output.size),
    embedBias: vector(output.size, true),
  };
  return {
    ...(embeds ? embedding : {}),
    ...{ gainA: vector(dims, false), biasA: vector(dims, true) },
    qkv: matrix(dims, 3 * inner),
    ...{ out: matrix(inner, dims), outBias: vector(dims, true) },
    ...{ gainM: vector(dims, false), biasM: vector(dims, true) },
    ...{ up: matrix(dims, mlp), upBias: vector(mlp, true) },
    ...{ down: matrix(mlp, dims), downBias: vector(dims, true) },
  };
}

/** `vjp` and `gradients` compute again what is inside: all products of `forward` but the last. */
export function cost({ input, output, options: values }: Place): BlockCost {
  const { dims, tokens, mlp, inner, embeds } = sizesOf(values);
  const embed = embeds ? input.size * output.size : 0;
  const projections = tokens * dims * (3 * inner + inner);
  const dense = tokens * dims * mlp;
  // q kᵀ; its like are the shares' product with v, and twice each of those for their derivative.
  const pairs = tokens * tokens * inner;
  const again = embed + projections + 2 * pairs + dense;
  const back = projections + 4 * pairs + 2 * dense;
  const matrices = Object.values(parameters({ input, output, options: values })).filter(({ bias }) => !bias);
  return {
    forward: again + dense,
    vjp: again + back + embed,
    gradients: again + back + embed + projections + 2 * dense,
    update: matrices.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0),
    // Nothing inside is kept.
    held: 0,
    workspace: (samples) => Math.min(samples, atOnce({ options: values })) * putAside({ options: values }),
  };
}
