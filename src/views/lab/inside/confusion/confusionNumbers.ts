/** Numbers that stand for classes where there are too many for their names. */
import { powerOfTen } from '../../../../core/random/portable';
import type { DatasetInfo } from '../../../../data/spec';
import { className } from '../sample/sampleText';
import { DIGIT, GAP, MOST_NAMED, type NameOf } from './confusionModel';

export interface ClassNumbers {
  /** What stands beside rows and columns. */
  readonly caption: NameOf;
  /** The name with that number behind it: "apple (3)". */
  readonly name: NameOf;
  /** Names are more than numbers: a key says which is which. */
  readonly keyed: boolean;
  /** Beside the rows, in pixels. */
  readonly width: number;
}

/** Undefined where all classes stand with their names. */
export function classNumbers(classes: number, name: NameOf): ClassNumbers | undefined {
  if (classes <= MOST_NAMED) return undefined;
  const names = Array.from({ length: classes }, (_, label) => name(label));
  const keyed = !names.every((one) => /^[-\u2212]?\d+([.,]\d+)?$/.test(one));
  const caption: NameOf = keyed ? String : name;
  const longest = Math.max(...names.map((_, label) => caption(label).length));
  return {
    caption,
    name: keyed ? (label) => `${name(label)} (${label})` : name,
    keyed,
    width: Math.ceil(longest * DIGIT + GAP),
  };
}

/** What the classes of a data set are called in its matrix. */
export interface ClassWords {
  readonly name: NameOf;
  /** In place of names, of many classes. */
  readonly numbers: ClassNumbers | undefined;
  /** In a sentence: with the number that stands in its place, if any. */
  readonly said: NameOf;
}

export function classWords(choice: Pick<DatasetInfo, 'classNames' | 'outputs'>): ClassWords {
  const name: NameOf = (label) => className(choice, label);
  const numbers = classNumbers(choice.outputs, name);
  return { name, numbers, said: numbers?.name ?? name };
}

/** Of a caption. */
const LINE = 14;

/**
 * Which classes have a caption: each, every second, fifth, tenth, …, so that neither rows' nor columns' touch.
 * @param side of a cell in pixels
 * @param width of the longest caption in pixels, with the gap beside it
 */
export function captioned(classes: number, side: number, width: number): number[] {
  const room = Math.max(LINE, width);
  let every = 1;
  for (let i = 0; every * side < room && every < classes; i += 1)
    every = ([1, 2, 5][i % 3] as number) * powerOfTen(Math.floor(i / 3));
  return Array.from({ length: Math.ceil(classes / every) }, (_, i) => i * every);
}
