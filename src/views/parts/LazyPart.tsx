import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';
import { Broken } from './Broken';

/** Source of a lazy part. React caches the result of the first load, so every retry needs a new component. */
interface PartSource<P> {
  readonly load: () => Promise<ComponentType<P>>;
  current: ComponentType<P>;
}

const fetched = <P extends object>(load: PartSource<P>['load']): ComponentType<P> =>
  lazy(async () => ({ default: await load() }));

/** Call once, at module level. */
export const partFrom = <P extends object>(load: PartSource<P>['load']): PartSource<P> => ({
  load,
  current: fetched(load),
});

/** Whether a stylesheet failed to load: browsers then give it no rules, or throw on access. */
function isEmpty({ sheet }: HTMLLinkElement): boolean {
  try {
    return (sheet?.cssRules.length ?? 0) === 0;
  } catch {
    return true;
  }
}

/** Retries failed stylesheets: their links stay in the page, but browsers do not retry them. */
function fetchStylesAgain(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]'))
    if (isEmpty(link)) link.replaceWith(link.cloneNode());
}

interface Props<P> {
  /** Display name: "Inside". */
  readonly name: string;
  readonly from: PartSource<P>;
  readonly waiting: ReactNode;
  readonly props: P;
  /** Rendered beside it once it has loaded. */
  readonly children?: ReactNode;
}

/**
 * A lazily loaded part of the page. If loading fails (the server is down or has a newer build), a message with a retry
 * button replaces the part; training continues.
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
