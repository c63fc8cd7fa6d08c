import { lazy, Suspense } from 'react';
import { Broken } from '../parts/Broken';

// Nobody needs it for the first screen: it comes in a file of its own.
const DataPage = lazy(async () => ({ default: (await import('./DataPage')).DataPage }));

export function DataPart() {
  return (
    <Broken name="Data">
      <Suspense fallback={<main id="data-sets" aria-label="Data" aria-busy="true" />}>
        <DataPage />
      </Suspense>
    </Broken>
  );
}
