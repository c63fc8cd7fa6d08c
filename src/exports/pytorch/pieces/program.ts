/** The parts of a script that every run has: data, layers, evaluation, the loop. */
import type { Dataset } from '../../../core/samples/dataset';
import { firstErrors, isAggregated } from './information';
import { lossOf } from './losses';
import { affine, indented, lines, literal, type ScriptPlan } from './plan';
import { passed } from './rules';

/** The numbers of the run. @param layers K */
export function constants(
  { spec, residual }: ScriptPlan,
  { outputs, train }: Dataset,
  layers: number,
): string {
  return lines(
    `EPOCHS = ${spec.epochs}`,
    `BATCH_SIZE = ${spec.batchSize}`,
    `LEARNING_RATE = ${literal(spec.learningRate)}`,
    `K = ${layers}  # layers; the last one is the output`,
    train.targets.kind === 'classes' ? `C = ${outputs}  # outputs: classes` : undefined,
    residual.length > 0
      ? `RESIDUAL = {${residual.join(', ')}}  # layers that add what enters: h_i = h_{i-1} + f(z_i)`
      : undefined,
  );
}

/** Loads the arrays: parameters by layer, B, data and batches. */
export function loading(
  { bias }: ScriptPlan,
  { mean, deviation, train }: Dataset,
  feedback: string | undefined,
): string {
  const number = (name: string, value: number | Float32Array): string =>
    typeof value === 'number' ? literal(value) : `load("${name}").double()`;
  const targets = (part: string): string =>
    train.targets.kind === 'classes'
      ? `one_hot(load("${part}.labels").long(), C).float()`
      : `load("${part}.targets")`;
  return lines(
    'torch.set_grad_enabled(False)  # the rule is written out below; autograd is not used',
    'arrays = np.load(Path(__file__).with_name("run.npz"))',
    '',
    '',
    'def load(name):',
    '    return torch.from_numpy(arrays[name])',
    '',
    '',
    'W = {i: load(f"layer{i}.W") for i in range(1, K + 1)}  # W_i [n_{i-1}, n_i]',
    bias ? 'b = {i: load(f"layer{i}.b") for i in range(1, K + 1)}  # b_i [n_i]' : undefined,
    feedback,
    '',
    '# Raw inputs [samples, n_0] and targets y* [samples, C].',
    `x_train, y_train = load("train.inputs"), ${targets('train')}`,
    `x_test, y_test = load("test.inputs"), ${targets('test')}`,
    `MEAN, DEVIATION = ${number('mean', mean)}, ${number('deviation', deviation)}`,
    '',
    '# [epochs, samples]: which training samples each epoch visits, in order.',
    'batches = load("batches").long()',
  );
}

export const STANDARDISE = lines(
  'def standardise(raw):',
  '    """The network’s inputs, computed in double precision and rounded once."""',
  '    return ((raw.double() - MEAN) / DEVIATION).float()',
);

export function forwardText(plan: ScriptPlan): string {
  const adds = plan.residual.length > 0;
  const z = affine(plan, 'i', 'h[i - 1]');
  const hidden = adds
    ? lines(
        '    for i in range(1, K):',
        `        a[i] = f(${z})`,
        '        h[i] = h[i - 1] + a[i] if i in RESIDUAL else a[i]',
      )
    : lines('    for i in range(1, K):', `        h[i] = f(${z})`);
  return lines(
    'def forward(x):',
    adds
      ? '    """h_0 … h_{K-1} of a batch, f(z_i) of hidden layers, and z_K."""'
      : '    """h_0 … h_{K-1} of a batch, and z_K."""',
    adds ? '    h, a = {0: x}, {}' : '    h = {0: x}',
    plan.spec.hidden.length > 0 ? hidden : undefined,
    `    return ${adds ? 'h, a' : 'h'}, ${affine(plan, 'K', 'h[K - 1]')}`,
  );
}

export const learnText = ({ bias, spec }: ScriptPlan): string =>
  lines(
    'def learn(i, h, dz):',
    '    """A step of layer i down its gradient, from its input h_{i-1} [N, n_{i-1}] and its dz_i [N, n_i]."""',
    spec.freeze.length > 0 ? lines('    if i in frozen:', '        return') : undefined,
    bias ? '    W[i].grad, b[i].grad = h.T @ dz, dz.sum(0)' : '    W[i].grad = h.T @ dz',
    '    optimizers[i].step()',
  );

const isClasses = ({ train }: Dataset): boolean => train.targets.kind === 'classes';

export function evaluateText(plan: ScriptPlan, data: Dataset): string {
  const classes = isClasses(data);
  return lines(
    'def evaluate():',
    classes
      ? '    """Loss and accuracy on the test set, 1,000 samples at a time."""'
      : '    """Loss on the test set, 1,000 samples at a time; numbers to be predicted have no accuracy."""',
    classes ? '    total, hits = 0.0, 0' : '    total = 0.0',
    '    for raw, target in zip(x_test.split(1000), y_test.split(1000)):',
    `        ${passed(plan, '_', '_')} = forward(standardise(raw))`,
    '        y = g(z)',
    `        total += ${lossOf(plan)}.item() * len(raw)`,
    classes ? '        hits += (y.argmax(1) == target.argmax(1)).sum().item()' : undefined,
    `    return total / len(x_test), ${classes ? 'hits / len(x_test)' : 'None'}`,
  );
}

/** The loop. @param begins whether there is a `begin_epoch` */
export function trainText(plan: ScriptPlan, data: Dataset, begins: boolean): string {
  const accuracy = isClasses(data) ? ', accuracy {accuracy:.2%}' : '';
  return lines(
    'def train(limit, tell):',
    '    """Trains all epochs, or `limit` steps."""',
    firstErrors(plan),
    '    step = 0',
    '    for epoch in range(1, EPOCHS + 1):',
    begins ? '        begin_epoch(epoch)' : undefined,
    '        total = 0.0',
    '        for samples in batches[epoch - 1].split(BATCH_SIZE):',
    '            if step == limit:',
    '                return',
    '            value = train_step(samples).item()',
    '            step += 1',
    '            if not math.isfinite(value):',
    '                tell("diverged", f"step {step}: the loss is {value}", step=step)',
    '                return',
    '            if limit is not None:',
    '                tell("step", f"step {step}: loss {value:.6f}", step=step, epoch=epoch, trainingLoss=value)',
    '            total += value * len(samples)',
    isAggregated(plan) ? '        end_epoch(batches[epoch - 1])' : undefined,
    '        mean = total / batches.shape[1]',
    '        test_loss, accuracy = evaluate()',
    '        if not math.isfinite(test_loss):',
    '            tell("diverged", f"step {step}: the test loss is {test_loss}", step=step)',
    '            return',
    '        tell(',
    '            "epoch",',
    `            f"epoch {epoch}: training loss {mean:.4f}, test loss {test_loss:.4f}${accuracy}",`,
    '            epoch=epoch,',
    '            step=step,',
    '            trainingLoss=mean,',
    '            testLoss=test_loss,',
    '            testAccuracy=accuracy,',
    '        )',
  );
}

export const mainText = ({ bias }: ScriptPlan): string =>
  lines(
    'def main():',
    '    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])',
    '    parser.add_argument("--steps", type=int, metavar="N", help="stop after N steps; print each loss")',
    '    parser.add_argument("--json", action="store_true", help="print JSON lines, named as by the lab")',
    '    parser.add_argument("--save", metavar="FILE.npz", help="write the trained parameters")',
    '    options = parser.parse_args()',
    '',
    '    def tell(kind, text, **values):',
    '        print(json.dumps({"type": kind, **values}) if options.json else text, flush=True)',
    '',
    '    train(options.steps, tell)',
    '    if options.save:',
    indented(
      lines(
        'parameters = {f"layer{i}.W": W[i].numpy() for i in W}',
        bias ? 'parameters.update({f"layer{i}.b": b[i].numpy() for i in b})' : undefined,
        'np.savez(options.save, **parameters)',
      ),
      2,
    ),
    '',
    '',
    'if __name__ == "__main__":',
    '    main()',
  );
