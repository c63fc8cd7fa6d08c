/** Activations in PyTorch, and their derivatives in terms of what they return. */
import type { ActivationId } from '../../../core/blocks/activation';
import { lines, type ScriptPlan } from './plan';

interface ActivationPiece {
  /** h from z. */
  readonly apply: string;
  /** f'(z) from h. */
  readonly slope: string;
}

export const activationPieces: Readonly<Partial<Record<ActivationId, ActivationPiece>>> = {
  tanh: { apply: 'torch.tanh(z)', slope: '1 - h * h' },
  sigmoid: { apply: 'torch.sigmoid(z)', slope: 'h * (1 - h)' },
  relu: { apply: 'torch.relu(z)', slope: '(h > 0).float()' },
  linear: { apply: 'z', slope: 'torch.ones_like(h)' },
};

interface OutputPiece {
  /** y from z. */
  readonly apply: string;
  /** dL/dz from dy = dL/dy and y. */
  readonly pullBack: string;
}

/** `y * (dy - …)`: the product with a softmax's Jacobian. @param s the softmax @param d what is pulled back */
export const softmaxPullBack = (s: string, d: string): string =>
  `${s} * (${d} - (${d} * ${s}).sum(1, keepdim=True))`;

export const outputPieces: Readonly<Partial<Record<ActivationId, OutputPiece>>> = {
  sigmoid: { apply: 'torch.sigmoid(z)', pullBack: 'dy * (y * (1 - y))' },
  softmax: { apply: 'torch.softmax(z, dim=1)', pullBack: softmaxPullBack('y', 'dy') },
  linear: { apply: 'z', pullBack: 'dy' },
};

/** f, its slope where a rule needs it, and the output activation. */
export function activationText({ spec }: ScriptPlan, usesSlope: boolean): string {
  const hidden = activationPieces[spec.activation];
  const output = outputPieces[spec.outputActivation];
  const f =
    spec.hidden.length > 0
      ? lines(
          'def f(z):',
          '    """h = f(z), the activation of hidden layers."""',
          `    return ${hidden?.apply}`,
          '',
          '',
        )
      : undefined;
  const slope =
    spec.hidden.length > 0 && usesSlope
      ? lines('def slope(h):', `    """f'(z) in terms of h = f(z)."""`, `    return ${hidden?.slope}`, '', '')
      : undefined;
  const g = lines('def g(z):', '    """y = g(z), the output activation."""', `    return ${output?.apply}`);
  return lines(f, slope, g);
}
