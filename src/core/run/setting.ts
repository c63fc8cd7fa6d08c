/** What the field list says of a setting, and the kinds of settings there are. */
import { z } from 'zod';
import type { Rule } from '../rules/rule';

// Zod would compile schemas from text, which the page's policy forbids; what is read here is small.
z.config({ jitless: true });

/** The parts in which form, help and docs show the settings. */
export const groups = {
  data: 'Data',
  algorithms: 'Algorithms',
  network: 'Network',
  feedback: 'Feedback',
  f3: 'F³',
  training: 'Training',
  measures: 'Measures',
} as const;
export type GroupId = keyof typeof groups;

/** An entry of a registry, as far as a select or a table shows it. */
export interface Named {
  readonly name: string;
  readonly sentence: string;
  readonly source?: string;
}
export type Registry<Id extends string = string> = Readonly<Record<Id, Named>>;

interface Common {
  /** Accessible name in the page: "Batch size". */
  readonly label: string;
  readonly group: GroupId;
  /** The sentence of `--help` and of the docs; a setting with choices lists them after it. */
  readonly help: string;
  /** Query key and command-line option; without it the name in kebab case: `batchSize` is "batch-size". */
  readonly key?: string;
  /** What the form says below the control. */
  readonly about?: { readonly sentence: string; readonly source?: string };
  /** Which rules read it; all where absent. */
  readonly readBy?: (rule: Rule) => boolean;
  /** It means something only where another setting has one of these values. */
  readonly onlyWith?: { readonly setting: string; readonly values: readonly string[] };
}

interface Of<T> extends Common {
  readonly default: T;
  /** What the plain algorithms have, where that is not the default. */
  readonly plain?: T;
}

interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Absent where the data set says it. */
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
    /** Read and written by a file of its own in `experiment/fields`: one line of text, or several controls. */
    | { readonly kind: 'text' | 'options' | 'own' }
  );
export type Kind = Setting['kind'];

/** @param from both ends belong to it */
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

/** A non-empty list of strings, as Zod's enumerations want it. */
type Ids<Id extends string> = readonly [Id, ...Id[]];

const idsOf = <Id extends string>(registry: Registry<Id>): Ids<Id> =>
  Object.keys(registry) as unknown as Ids<Id>;

/** One of a registry's entries. @param ids those that may be chosen, where not all may */
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

/** Several of a registry's entries, always in its order. @param least "needs at least one …", where one must be chosen */
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

/** A setting with a text form of its own. @param kind `text` is one line of text in the form */
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
