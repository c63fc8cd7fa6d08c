/** A name that is cut for the eye only. */
export function ShortName({ name, short }: { name: string; short: string | undefined }) {
  if (short === undefined || short === name) return name;
  return (
    <>
      <span aria-hidden="true">{short}</span>
      <span className="sr-only">{name}</span>
    </>
  );
}
