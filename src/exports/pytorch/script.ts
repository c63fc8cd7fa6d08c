/** `train.py`, put together from the pieces that a run needs. */
import { blockLayerOf } from '../../core/blocks/hidden';
import type { Loss } from '../../core/head/loss';
import { losses } from '../../core/head/loss';
import { rules } from '../../core/rules';
import { hasBiases, storesLossGradient } from '../../core/rules/rule';
import type { RunSpec } from '../../core/run/spec';
import { headText } from './head';
import { activationText } from './pieces/activations';
import { memoryText } from './pieces/information';
import { lossText } from './pieces/losses';
import { optimizerText } from './pieces/optimizers';
import { lines, type ScriptPlan } from './pieces/plan';
import {
  constants,
  evaluateText,
  forwardText,
  learnText,
  loading,
  mainText,
  STANDARDISE,
  trainText,
} from './pieces/program';
import { rulePieces } from './pieces/rules';
import { scheduleText } from './pieces/schedules';
import type { ScriptRun } from './scriptRun';

function planOf(spec: RunSpec): ScriptPlan {
  const { fused }: Loss = losses[spec.loss];
  return {
    spec,
    rule: { ...rules[spec.rule], id: spec.rule },
    bias: spec.bias && hasBiases(rules[spec.rule]),
    residual: spec.hidden.flatMap((layer, i) => (blockLayerOf(layer).block === 'residual' ? [i + 1] : [])),
    fused: fused?.activation === spec.outputActivation,
  };
}

/** @throws {Error} for a rule without a piece; `refuseInexpressible` refuses it first */
export function scriptText(run: ScriptRun): string {
  const { spec, data } = run;
  const plan = planOf(spec);
  const piece = rulePieces[spec.rule];
  if (!piece) throw new Error(`No script is written for ${plan.rule.name}.`);
  const { usesSlope, usesDelta, feedback, step } = piece;
  const schedule = scheduleText(plan);
  const slopes = usesSlope === 'residual' ? plan.residual.length > 0 : usesSlope;
  const hasFeedback = run.initial.feedback.length > 0;
  const imports = lines(
    'import argparse',
    'import json',
    'import math',
    'from pathlib import Path',
    '',
    'import numpy as np',
    'import torch',
    data.train.targets.kind === 'classes' ? 'from torch.nn.functional import one_hot' : undefined,
  );
  const begin = lines(
    headText(plan, run),
    imports,
    '',
    constants(plan, data, spec.hidden.length + 1),
    '',
    loading(plan, data, hasFeedback ? feedback : undefined),
    '',
    optimizerText(plan),
  );
  const texts = [
    begin,
    STANDARDISE,
    activationText(plan, slopes),
    forwardText(plan),
    ...lossText(plan, usesDelta, storesLossGradient(plan.rule)),
    ...memoryText(plan),
    ...schedule,
    learnText(plan),
    step(plan),
    evaluateText(plan, data),
    trainText(plan, data, schedule.length > 0),
    mainText(plan),
  ];
  return `${texts.join('\n\n\n')}\n`;
}
