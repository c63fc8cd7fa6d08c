import { useEffect, useRef, useState } from 'react';

interface Props {
  /** LaTeX. */
  readonly tex: string;
  /** The same in plain characters: until KaTeX has come, and if it does not. */
  readonly plain: string;
  readonly display?: boolean;
}

/** A formula, typeset by KaTeX, with MathML for screen readers. */
export function Formula({ tex, plain, display = false }: Props) {
  const place = useRef<HTMLSpanElement>(null);
  const [done, setDone] = useState(false);
  useEffect(() => {
    let current = true;
    const draw = async (): Promise<void> => {
      // Styles set one by one, not as text: the page's content security policy allows no inline styles.
      const { typeset } = await import('./katex');
      if (!current || !place.current) return;
      typeset(tex, place.current, display);
      setDone(true);
    };
    // Without it the plain text stays.
    draw().catch(() => undefined);
    return () => {
      current = false;
    };
  }, [tex, display]);
  return (
    <span className="formula">
      <span ref={place} hidden={!done} />
      {!done && plain}
    </span>
  );
}
