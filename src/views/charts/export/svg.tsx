/** Exports a figure as files: a self-contained SVG, and its numbers as CSV. */
import type { ReactElement, ReactNode } from 'react';
import { csvOf } from '../../../exports/csv';
import { textWidth } from '../axes/textWidth';
import type { Rows } from '../table/rows';

export interface Drawing {
  /** Content of an SVG of this size, in pixels. */
  readonly content: ReactNode;
  readonly width: number;
  readonly height: number;
}

/** What a figure provides for export. */
export interface FigureParts {
  readonly title: string;
  /** What it shows, in a sentence or two. */
  readonly caption: string;
  readonly draw: () => Drawing;
  /** A header row, and every number of the figure's table. */
  readonly rows: () => Rows;
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
const FONT_SIZE = 11;

/** Wraps text into rows of at most `width` pixels; a longer word gets its own row. */
export function wrapped(text: string, width: number): string[] {
  const rows: string[] = [];
  for (const word of text.split(' ').filter(Boolean)) {
    const last = rows.at(-1);
    const longer = `${last} ${word}`;
    if (last !== undefined && textWidth(longer, FONT_SIZE) <= width) rows[rows.length - 1] = longer;
    else rows.push(word);
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

/** The picture, with custom properties still unresolved. */
function FigurePicture({ title, caption, draw, rows }: FigureParts) {
  const { content, width, height } = draw();
  const lines = wrapped(caption, width);
  const size = { width: width + 2 * SIDE, height: HEAD + height + 12 + lines.length * LINE + SIDE };
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
      <desc>{caption}</desc>
      <metadata>{csvOf(rows())}</metadata>
      <rect width={size.width} height={size.height} fill="var(--s1)" />
      <text x={SIDE} y={TITLE + 4} fontSize={14} fontWeight={600} fill="var(--ink)">
        {title}
      </text>
      <g transform={`translate(${SIDE} ${HEAD})`}>{content}</g>
      {lines.map((line, i) => (
        <text
          key={line}
          x={SIDE}
          y={HEAD + height + 12 + (i + 0.75) * LINE}
          fontSize={FONT_SIZE}
          fill="var(--ink2)"
        >
          {line}
        </text>
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
