/** Long text, split into slides. */
import { Children, Fragment, isValidElement, type ReactNode } from 'react';

/** A typeset formula takes as much room as so many letters. */
const FORMULA = 150;
/** A paragraph takes as much more, for the space below it and its last line. */
const PARAGRAPH = 45;

const propsOf = (node: ReactNode): Readonly<Record<string, unknown>> =>
  isValidElement<Readonly<Record<string, unknown>>>(node) ? node.props : {};

/** The paragraphs, lists and tables of a text. */
export function blocksOf(text: ReactNode): readonly ReactNode[] {
  const all = isValidElement(text) && text.type === Fragment ? propsOf(text).children : text;
  return Children.toArray(all as ReactNode);
}

/** Letters, and what takes as much room. */
export function lengthOf(node: ReactNode): number {
  if (typeof node === 'string' || typeof node === 'number') return String(node).length;
  if (Array.isArray(node)) return node.reduce((sum: number, one: ReactNode) => sum + lengthOf(one), 0);
  if (!isValidElement(node)) return 0;
  const { children, display, plain } = propsOf(node);
  if (display === true) return FORMULA;
  return lengthOf((children ?? plain) as ReactNode);
}

/**
 * Blocks in order, as many to a slide as have room; one that is longer has a slide of its own.
 * @param most letters of a slide
 */
export function split(text: ReactNode, most: number): readonly (readonly ReactNode[])[] {
  const slides: ReactNode[][] = [];
  let left = 0;
  for (const block of blocksOf(text)) {
    const length = lengthOf(block) + PARAGRAPH;
    const last = slides.at(-1);
    if (last && length <= left) last.push(block);
    else slides.push([block]);
    left = (last && length <= left ? left : most) - length;
  }
  return slides;
}
