import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { parseRgb, type Rgb } from '../../../inside/cells/ramp';
import { useTheme } from '../../../inside/cells/useTheme';

/** The colours of the classes, read from the legend's swatches; again only when the theme changes. */
export function useClassColors(classes: number): [RefObject<HTMLUListElement | null>, readonly Rgb[]] {
  const ref = useRef<HTMLUListElement>(null);
  const [colors, setColors] = useState<readonly Rgb[]>([]);
  const theme = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new theme or set has other colours.
  useLayoutEffect(() => {
    const swatches = ref.current?.querySelectorAll('.class-swatch') ?? [];
    setColors(Array.from(swatches, (swatch) => parseRgb(getComputedStyle(swatch).backgroundColor)));
  }, [theme, classes]);
  return [ref, colors];
}
