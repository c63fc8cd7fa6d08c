import { LazyPart, partFrom } from '../parts/LazyPart';

// Nobody needs it for the first screen: it comes in a file of its own.
const page = partFrom(async () => (await import('./DataPage')).DataPage);
const waiting = <main id="data-sets" aria-label="Data" aria-busy="true" />;

export function DataPart() {
  return <LazyPart name="Data" from={page} waiting={waiting} props={{}} />;
}
