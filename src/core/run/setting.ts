/** The kinds of settings, and the properties of each. */
import { z } from 'zod';
import type { Rule } from '../rules/rule';

// Zod's JIT needs `new Function`, which the page's Content-Security-Policy forbids.
z.config({ jitless: true });

/** Sections of settings in form, help and docs. */
export const groups = {
  data: 'Data',
  algorithms: 'Algorithms',
  network: 'Network',
  feedback: 'Feedback',
  f3: 'F³',
  training: 'Training',
  computing: 'Computing',
  scenario: 'Scenario',
  measures: 'Measures',
} as const;
export type GroupId = keyof typeof groups;

/** The fields of a registry entry that selects and tables show. */
export interface Named {
  readonly name: string;
  readonly sentence: string;
  readonly source?: string;
}
export type Registry<Id extends string = string> = Readonly<Record<Id, Named>>;

/** Has an effect only while another setting has one of these values, or a higher one than this. */
export type OnlyWith = { readonly setting: string } & (
  | { readonly values: readonly string[] }
  | { readonly above: number }
);

/** @param value of the setting that it names */
export const isMet = (condition: OnlyWith, value: unknown): boolean =>
  'values' in condition ? condition.values.includes(String(value)) : Number(value) > condition.above;

interface Common {
  /** Accessible name in the page: "Batch size". */
  readonly label: string;
  readonly group: GroupId;
  /** Text in `--help` and in the docs, followed by the choices, if any. */
  readonly help: string;
  /** Query key and command-line option; default: the name in kebab case (`batchSize`: "batch-size"). */
  readonly key?: string;
  /** Text below the control in the form. */
  readonly about?: { readonly sentence: string; readonly source?: string };
  /** Rules that use the setting; default: all. */
  readonly readBy?: (rule: Rule) => boolean;
  readonly onlyWith?: OnlyWith;
}

interface Of<T> extends Common {
  readonly default: T;
  /** Value in the unmodified algorithms, where it differs from the default. */
  readonly plain?: T;
}

interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Absent where the data set determines the default. */
interface Defaults {
  readonly default?: unknown;
  readonly plain?: unknown;
}

export type Setting = Common &
  Defaults & { readonly schema: z.ZodType } & (
    | { readonly kind: 'whole' | 'number'; readonly bounds: Bounds; readonly default: number }
    | { readonly kind: 'choice'; readonly registry: Registry; readonly ids: readonly string[] }
    | { readonly kind: 'switch'; readonly default: boolean }
    | {
        readonly kind: 'several';
        readonly registry: Registry;
        readonly ids: readonly string[];
        readonly none?: 'none';
      }
    /** Parsed and formatted by a file in `experiment/fields`: one line of text, or several controls. */
    | { readonly kind: 'text' | 'options' | 'own' }
  );
export type Kind = Setting['kind'];

/** A whole number in [from, to]. */
export const wholeIn = (from: number, to: number) =>
  z
    .int(`must be a whole number from ${from} to ${to}`)
    .min(from, `must be a whole number from ${from} to ${to}`)
    .max(to, `must be a whole number from ${from} to ${to}`);

export const wholeNumber = (min: number, max: number, text: Of<number>) => ({
  ...text,
  kind: 'whole' as const,
  schema: wholeIn(min, max),
  bounds: { min, max },
});

/** A number in [min, max]. */
export const numberFrom = (min: number, max: number, text: Of<number>) => ({
  ...text,
  kind: 'number' as const,
  schema: z
    .number(`must be a number from ${min} to ${max}`)
    .min(min, `must be a number from ${min} to ${max}`)
    .max(max, `must be a number from ${min} to ${max}`),
  bounds: { min, max },
});

/** A number above 0. */
export const positiveNumber = (max: number, text: Of<number>) => ({
  ...text,
  kind: 'number' as const,
  schema: z
    .number(`must be a number above 0, at most ${max}`)
    .positive(`must be a number above 0, at most ${max}`)
    .max(max, `must be a number above 0, at most ${max}`),
  bounds: { min: 0, max },
});

export const yesOrNo = (text: Of<boolean>) => ({ ...text, kind: 'switch' as const, schema: z.boolean() });

/** A non-empty list of strings, as `z.enum` requires. */
type Ids<Id extends string> = readonly [Id, ...Id[]];

const idsOf = <Id extends string>(registry: Registry<Id>): Ids<Id> =>
  Object.keys(registry) as unknown as Ids<Id>;

/** One of a registry's entries. @param ids those offered; default: all */
export const choiceOf = <Id extends string, Chosen extends Id = Id>(
  registry: Registry<Id>,
  text: Of<NoInfer<Chosen>>,
  ids: Ids<Chosen> = idsOf(registry) as unknown as Ids<Chosen>,
) => ({
  ...text,
  kind: 'choice' as const,
  schema: z.enum(ids) as unknown as z.ZodType<Chosen>,
  registry: registry as Registry,
  ids: ids as readonly Chosen[],
});

/** Several of a registry's entries, in registry order. @param least error message where at least one is required */
export const severalOf = <Id extends string>(
  registry: Registry<Id>,
  text: Of<NoInfer<Id>[]> & { readonly none?: 'none' },
  least?: string,
) => {
  const ids = idsOf(registry);
  const list = z.array(z.enum(ids) as unknown as z.ZodType<Id>);
  return {
    ...text,
    kind: 'several' as const,
    schema: least === undefined ? list : list.min(1, least),
    registry: registry as Registry,
    ids: ids as readonly Id[],
  };
};

/** A setting with its own text format. @param kind `text`: one line of text in the form */
const withOwnForm =
  <K extends 'text' | 'options' | 'own'>(kind: K) =>
  <T, X extends Common & { readonly default?: T }>(schema: z.ZodType<T>, text: X) => ({
    ...text,
    kind,
    schema,
  });
export const asText = withOwnForm('text');
export const asOptions = withOwnForm('options');
export const asOwn = withOwnForm('own');
