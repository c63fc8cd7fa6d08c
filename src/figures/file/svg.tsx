/** Exports a figure as files: a self-contained SVG, and its numbers as CSV. */
import type { ReactElement, ReactNode } from 'react';
import { csvOf } from '../../exports/csv';
import { textWidth } from '../axes/textWidth';
import type { Rows } from '../lines/rows';

export interface Drawing {
  /** Content of an SVG of this size, in pixels. */
  readonly content: ReactNode;
  readonly width: number;
  readonly height: number;
}

/** What leads to a figure's numbers, below its caption. */
export interface FigureAbout {
  /** Part of the file's name after the figure's title: "MNIST". */
  readonly subject: string;
  /** Settings, seeds, the lab's version: a paragraph each. */
  readonly lines: readonly string[];
  /** Addresses that show the same. */
  readonly links: readonly string[];
}

/** What a figure provides for export. */
export interface FigureParts {
  readonly title: string;
  /** Whose numbers these are, where the page says it elsewhere: part of the file's name. */
  readonly whose?: string;
  /** What it shows, in a sentence or two. */
  readonly caption: string;
  readonly draw: () => Drawing;
  /** A header row, and every number of the figure's table. */
  readonly rows: () => Rows;
  readonly about?: (() => FigureAbout) | undefined;
}

export interface FigureFiles {
  /** Self-contained: its own styles in light colours, title, caption, and the numbers as metadata. */
  readonly svg: string;
  readonly csv: string;
  readonly rows: Rows;
}

/** The parts that depend on the environment: browser or test. */
export interface Surroundings {
  /** Renders an element to XML. */
  readonly markup: (element: ReactElement) => string;
  /** The value of a custom property: "light-dark(#fff, #000)". */
  readonly variable: (name: string) => string;
}

const FONT = "'Inter Variable', Inter, system-ui, -apple-system, 'Segoe UI', sans-serif";
const SIDE = 16;
const TITLE = 20;
const HEAD = 36;
const LINE = 16;
/** Part of the width that a row may fill: the viewer's font may be wider than the page's. */
const SHARE = 0.88;
/** Between the drawing and its caption. */
const GAP = 12;
const FONT_SIZE = 11;

/** After these a word that is wider than its row is broken, as an address. */
const BREAKS = /[/?&#,;:=_-]/;

/** Parts of a word that fit, broken after punctuation in their second half where there is any. */
function partsOf(word: string, width: number): string[] {
  if (textWidth(word, FONT_SIZE) <= width) return [word];
  const letters = [...word];
  let end = 1;
  while (end < letters.length && textWidth(letters.slice(0, end + 1).join(''), FONT_SIZE) <= width) end += 1;
  const at = letters.slice(0, end).findLastIndex((letter) => BREAKS.test(letter)) + 1;
  const cut = at > end / 2 ? at : end;
  return [letters.slice(0, cut).join(''), ...partsOf(letters.slice(cut).join(''), width)];
}

/** Wraps text into rows of at most `width` pixels. */
export function wrapped(text: string, width: number): string[] {
  const rows: string[] = [];
  for (const word of text.split(' ').filter(Boolean)) {
    const last = rows.at(-1);
    const longer = `${last} ${word}`;
    if (last !== undefined && textWidth(longer, FONT_SIZE) <= width) rows[rows.length - 1] = longer;
    else rows.push(...partsOf(word, width));
  }
  return rows;
}

/** The light colour of a light-dark() pair. */
const light = (value: string): string => /^light-dark\(\s*([^,]+?)\s*,/.exec(value)?.[1] ?? value;

/** Matches the innermost var(): a fallback may be another var(). */
const VARIABLE = /var\((--[\w-]+)(?:,\s*([^()]*))?\)/g;

const MIX = /color-mix\(in srgb, (#[\da-f]{6}) ([\d.]+)%, (#[\da-f]{6})\)/gi;

const channels = (hex: string): number[] =>
  [1, 3, 5].map((from) => Number.parseInt(hex.slice(from, from + 2), 16));

/** Replaces color-mix() of two hex colours by the result: many SVG viewers do not support it. */
export const withMixes = (text: string): string =>
  text.replace(MIX, (_, one: string, percent: string, other: string) => {
    const share = Number(percent) / 100;
    const rest = channels(other);
    const mixed = channels(one).map((value, i) =>
      Math.round(share * value + (1 - share) * (rest[i] as number)),
    );
    return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
  });

/** Replaces custom properties by their values, since a file outside the page has none. */
export function withValues(text: string, variable: Surroundings['variable']): string {
  const next = text.replace(
    VARIABLE,
    (_, name: string, fallback?: string) => light(variable(name)) || (fallback ?? 'currentColor'),
  );
  return next === text ? text : withValues(next, variable);
}

interface CaptionRow {
  readonly text: string;
  /** Pixels below the drawing. */
  readonly y: number;
  readonly fill: string;
  readonly href?: string;
}

/** The caption, and under it what led to the figure, in rows that fit. */
function captionRows(caption: string, { lines, links }: FigureAbout, width: number): readonly CaptionRow[] {
  const paragraphs = [
    { text: caption, fill: 'var(--ink2)' },
    ...lines.map((text) => ({ text, fill: 'var(--ink3)' })),
    ...links.map((href) => ({ text: href, fill: 'var(--ink3)', href })),
  ].filter(({ text }) => text !== '');
  let y = GAP;
  return paragraphs.flatMap(({ text, ...rest }, i) => {
    // What is said of the settings stands apart from the caption.
    if (i === 1) y += GAP / 2;
    // A dot that separates stays with what is before it.
    return wrapped(text.replaceAll(' · ', '\u00a0· '), SHARE * width).map((row) => {
      y += LINE;
      return { text: row, y: y - 0.25 * LINE, ...rest };
    });
  });
}

function CaptionText({ row: { text, y, fill, href }, top }: { row: CaptionRow; top: number }) {
  const said = (
    <text x={SIDE} y={top + y} fontSize={FONT_SIZE} fill={fill}>
      {text}
    </text>
  );
  return href === undefined ? said : <a href={href}>{said}</a>;
}

const NOTHING: FigureAbout = { subject: '', lines: [], links: [] };

/** The picture, with custom properties still unresolved. */
function FigurePicture({ title, caption, draw, rows, about }: FigureParts) {
  const { content, width, height } = draw();
  const told = about?.() ?? NOTHING;
  const texts = captionRows(caption, told, width);
  const end = texts.at(-1)?.y ?? 0;
  const size = { width: width + 2 * SIDE, height: Math.ceil(HEAD + height + end + 0.25 * LINE + SIDE) };
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      {...size}
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      fontFamily={FONT}
      fontSize={12}
    >
      <title>{title}</title>
      <desc>{[caption, ...told.lines, ...told.links].filter(Boolean).join('\n')}</desc>
      <metadata>{csvOf(rows())}</metadata>
      <rect width={size.width} height={size.height} fill="var(--s1)" />
      <text x={SIDE} y={TITLE + 4} fontSize={14} fontWeight={600} fill="var(--ink)">
        {title}
      </text>
      <g transform={`translate(${SIDE} ${HEAD})`}>{content}</g>
      {texts.map((row) => (
        <CaptionText key={row.y} row={row} top={HEAD + height} />
      ))}
    </svg>
  );
}

export function filesOf(figure: FigureParts, { markup, variable }: Surroundings): FigureFiles {
  const rows = figure.rows();
  return {
    svg: withMixes(withValues(markup(<FigurePicture {...figure} />), variable)),
    csv: csvOf(rows),
    rows,
  };
}
