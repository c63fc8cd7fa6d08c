import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';
import { Broken } from './Broken';

/** Where a part comes from. React keeps what came of the first try: each further one needs another component. */
interface PartSource<P> {
  readonly load: () => Promise<ComponentType<P>>;
  current: ComponentType<P>;
}

const fetched = <P extends object>(load: PartSource<P>['load']): ComponentType<P> =>
  lazy(async () => ({ default: await load() }));

/** Call once, at the level of the module. */
export const partFrom = <P extends object>(load: PartSource<P>['load']): PartSource<P> => ({
  load,
  current: fetched(load),
});

/** Browsers give one that could not be fetched no rules, or none that may be read. */
function isEmpty({ sheet }: HTMLLinkElement): boolean {
  try {
    return (sheet?.cssRules.length ?? 0) === 0;
  } catch {
    return true;
  }
}

/** A stylesheet that could not be fetched stays in the page, and is not fetched again by itself. */
function fetchStylesAgain(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]'))
    if (isEmpty(link)) link.replaceWith(link.cloneNode());
}

interface Props<P> {
  /** For the person: "Inside". */
  readonly name: string;
  readonly from: PartSource<P>;
  readonly waiting: ReactNode;
  readonly props: P;
  /** Beside it, once it has come. */
  readonly children?: ReactNode;
}

/**
 * A part of the page in a file of its own. Where that cannot be fetched (the server is gone, or has a newer build),
 * it says so in its place and can be asked for again; what trains goes on.
 */
export function LazyPart<P extends object>({ name, from, waiting, props, children }: Props<P>) {
  const [Shown, show] = useState(() => from.current);
  const again = (): void => {
    fetchStylesAgain();
    from.current = fetched(from.load);
    show(() => from.current);
  };
  return (
    <Broken name={name} onAgain={again}>
      <Suspense fallback={waiting}>
        <Shown {...props} />
        {children}
      </Suspense>
    </Broken>
  );
}
