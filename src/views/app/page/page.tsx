/** Definition of a page: an entry in its own folder, registered with one line in `views/pages.ts`. */
import type { ComponentType, ReactNode } from 'react';
import type { Lab } from '../../../store/lab';
import type { KnownPage } from '../../../store/page/page';
import { LazyPart, partFrom } from '../../parts/LazyPart';
import { PageWaiting } from './PageWaiting';

/** A shortcut that acts while its page is shown and single keys are enabled. */
export interface PageKey {
  /** Name in the help dialog: "S", "Space". */
  readonly name: string;
  /** What it does, for the help dialog. */
  readonly does: string;
  /** Inactive while a control has the focus, since the key would also operate that. */
  readonly offControls?: true;
  /** @returns false if there is nothing to do; the browser's default for the key then applies */
  readonly act: (lab: Lab) => unknown;
}

interface Described {
  /** First part of the address after "#": lower-case letters. */
  readonly id: string;
  /** Title of its tab and of the document. */
  readonly title: string;
  /** False for a page without a tab, which is reached by links only. */
  readonly tab?: false;
  /** One letter that opens it from every other page. */
  readonly key?: string;
  /** The skip link leads to the element with this id: "Skip to the charts". */
  readonly main: { readonly id: string; readonly name: string };
  /** Its own shortcuts. */
  readonly keys?: readonly PageKey[];
  /** Shown beside its tab while another page is open. */
  readonly TabStatus?: ComponentType;
  /** Shown in the header of a phone while this page is open. */
  readonly PhoneTool?: ComponentType;
}

interface PageEntry<Path extends object> extends Described {
  /**
   * Parses the parts of the address after the id into the props of its component. Undefined if they are unknown: then
   * a message says so, and the page is shown without them.
   */
  readonly read: (rest: readonly string[]) => Path | undefined;
  /** The component, or how to load it: pages that the first screen does not need are lazy. */
  readonly from:
    | { readonly here: ComponentType<Path> }
    | { readonly load: () => Promise<ComponentType<Path>> };
}

export interface Page extends Described {
  readonly takes: KnownPage['takes'];
  /** @param arrival rendered beside the content once that has loaded */
  readonly render: (rest: readonly string[], arrival: ReactNode) => ReactNode;
}

/** For pages without parts. */
export const noParts = (rest: readonly string[]): object | undefined => (rest.length === 0 ? {} : undefined);

/** Call once per page, at module level. */
export function page<Path extends object>({ read, from, ...described }: PageEntry<Path>): Page {
  const { title, main } = described;
  const takes = (rest: readonly string[]): boolean => read(rest) !== undefined;
  if ('here' in from) {
    const Here = from.here;
    const render: Page['render'] = (rest, arrival) => {
      const path = read(rest);
      return (
        path && (
          <>
            <Here {...path} />
            {arrival}
          </>
        )
      );
    };
    return { ...described, takes, render };
  }
  const part = partFrom(from.load);
  const waiting = <PageWaiting title={title} id={main.id} />;
  const render: Page['render'] = (rest, arrival) => {
    const path = read(rest);
    return (
      path && (
        <LazyPart name={title} from={part} waiting={waiting} props={path}>
          {arrival}
        </LazyPart>
      )
    );
  };
  return { ...described, takes, render };
}
