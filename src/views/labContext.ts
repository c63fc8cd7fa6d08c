/** The lab that a part of the page belongs to. */
import { createContext, useContext } from 'react';
import type { Lab } from '../store/lab';

export const LabContext = createContext<Lab | undefined>(undefined);

/** @throws Error outside of a `LabContext` */
export function useLab(): Lab {
  const lab = useContext(LabContext);
  if (!lab) throw new Error('There is no lab around this part of the page.');
  return lab;
}
