/** Class numbers that replace names if there are many classes. */
import { powerOfTen } from '../../../../core/random/portable';
import type { DatasetInfo } from '../../../../data/spec';
import { className } from '../sample/sampleText';
import { DIGIT, GAP, MOST_NAMED, type NameOf } from './confusionModel';

export interface ClassNumbers {
  /** Label of a row or column. */
  readonly caption: NameOf;
  /** The name followed by the number: "apple (3)". */
  readonly name: NameOf;
  /** Whether a key is needed, because names are not just numbers. */
  readonly keyed: boolean;
  /** Width of the row labels in pixels. */
  readonly width: number;
}

/** Undefined if all classes are shown by name. */
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

/** Labels of a data set's classes in its matrix. */
export interface ClassWords {
  readonly name: NameOf;
  /** Set if there are many classes: replaces the names. */
  readonly numbers: ClassNumbers | undefined;
  /** Name in sentences, followed by the class number if there is one. */
  readonly said: NameOf;
}

export function classWords(choice: Pick<DatasetInfo, 'classNames' | 'outputs'>): ClassWords {
  const name: NameOf = (label) => className(choice, label);
  const numbers = classNumbers(choice.outputs, name);
  return { name, numbers, said: numbers?.name ?? name };
}

/** Height of a caption in pixels. */
const LINE = 14;

/**
 * Which classes have a caption: every first, second, fifth, tenth, …, so that captions do not touch.
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
