/** Registry of measures, in display order. */
import { classAccuracy } from './classAccuracy';
import { counterfactual } from './counterfactual';
import { deltaAngle } from './deltaAngle';
import { deltaNorms } from './deltaNorms';
import { errorCorrelation } from './errorCorrelation';
import { errorMemory } from './errorMemory';
import { forgetting } from './forgetting';
import { gradientAngle } from './gradientAngle';
import { gradientNoise } from './gradientNoise';
import { layerAlignment } from './layerAlignment';
import type { Measure } from './measure';
import { norms } from './norms';
import { saturation } from './saturation';
import { stepFactor } from './taking/stepFactor';
import { watch } from './taking/watch';
import { weightAlignment } from './weightAlignment';

export const measures = {
  'gradient-angle': gradientAngle,
  'delta-angle': deltaAngle,
  counterfactual,
  'gradient-noise': gradientNoise,
  'weight-alignment': weightAlignment,
  'layer-alignment': layerAlignment,
  norms,
  'delta-norms': deltaNorms,
  'step-factor': stepFactor,
  saturation,
  'error-correlation': errorCorrelation,
  'error-memory': errorMemory,
  'class-accuracy': classAccuracy,
  forgetting,
  watch,
} as const satisfies Record<string, Measure>;
export type MeasureId = keyof typeof measures;
export const measureIds = Object.keys(measures) as [MeasureId, ...MeasureId[]];
