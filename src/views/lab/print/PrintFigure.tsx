import type { ReactNode } from 'react';

interface Props {
  title: string;
  subtitle: string;
  about?: string;
  children: ReactNode;
}

/** A figure on the later sheets. */
export function PrintFigure({ title, subtitle, about, children }: Props) {
  return (
    <figure className="print-figure">
      <figcaption>
        {title} <span>{subtitle}</span>
      </figcaption>
      {children}
      {about && <p>{about}</p>}
    </figure>
  );
}
