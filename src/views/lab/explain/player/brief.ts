/**
 * Whether figures leave out what is not their main picture (choices, formulas, tables of numbers): in a presentation,
 * where only a picture and a sentence can be read from the last row.
 */
import { createContext, useContext } from 'react';

export const Brief = createContext(false);
export const useBrief = (): boolean => useContext(Brief);
