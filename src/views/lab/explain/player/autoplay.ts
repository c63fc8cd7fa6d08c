/** Whether figures play by themselves when they appear: in a lesson, so that a reader who only scrolls sees them move. */
import { createContext } from 'react';

export const Autoplay = createContext(false);
