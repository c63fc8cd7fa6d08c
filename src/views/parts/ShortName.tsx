/** A name that is shortened visually; screen readers get it in full. */
export function ShortName({ name, short }: { name: string; short: string | undefined }) {
  if (short === undefined || short === name) return name;
  return (
    <>
      <span aria-hidden="true">{short}</span>
      <span className="sr-only">{name}</span>
    </>
  );
}
