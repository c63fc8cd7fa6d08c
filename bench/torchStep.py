"""PyTorch's training step on one CPU thread or on the GPU: BP by autograd, F3-Error by hand. A JSON line in, one out.

A request is {"method": "start" | "prepare" | "time" | "count" | "release", "args": [...]}, the answer
{"value": ...} or {"problem": "..."}; see bench/runner/runner.ts for what the methods mean.

Networks are those of bench/shapes.ts: tanh, sigmoid and BCE for classes, linear and MSE for numbers, Adam; convolutions are
pooled after their activation, as in the papers.
Inputs are standardised once and lie in memory (beside WebGPU, in the GPU's) as float32; a batch is one index
operation. Losses are read back when a measurement ends.
"""

import json
import math
import os
import re
import sys
import time

import torch
from torch import nn

torch.set_num_threads(1)
# GFLOP/s that a tuned BLAS reaches on one thread of any present CPU, also a busy one.
TUNED = 12
SAMPLES = {"classes": 60_000, "values": 773_120}
CPU, GPU = torch.device("cpu"), torch.device("cuda")


class Dense:
    """h W + b."""

    def __init__(self, n_in, n_out):
        self.reads, self.gives, self.fan_in, self.pool = (n_in,), (n_out,), n_in, 1
        self.shape = (n_in, n_out)

    def module(self):
        return [nn.Linear(*self.shape)]

    def forward(self, h, W, b):
        return torch.addmm(b, h, W)

    def gradients(self, h, dz):
        return h.t() @ dz, dz.sum(0)


class Convolution:
    """Filters over images [channels, height, width]; the layer above reads them pooled."""

    def __init__(self, image, channels, kernel, stride, padding):
        n, height, width = image
        places = [(side + 2 * padding - kernel) // stride + 1 for side in (height, width)]
        self.reads, self.gives, self.fan_in, self.pool = image, (channels, *places), n * kernel**2, 2
        self.shape, self.how = (channels, n, kernel, kernel), {"stride": stride, "padding": padding}

    def module(self):
        channels, n, kernel, _ = self.shape
        return [nn.Conv2d(n, channels, kernel, **self.how)]

    def forward(self, h, W, b):
        return nn.functional.conv2d(h, W, b, **self.how)

    def gradients(self, h, dz):
        return nn.grad.conv2d_weight(h, self.shape, dz, **self.how), dz.sum((0, 2, 3))


def pooled(shape, pool):
    return shape if pool == 1 else (shape[0], *(side // pool for side in shape[1:]))


def convolutional(shape_id):
    """Of a topology such as CONV_32_5_1_2_FC_1000_FC_10, on MNIST."""
    layers, shape = [], (1, 28, 28)
    for filters, units in re.findall(r"CONV_(\d+_\d+_\d+_\d+)|FC_(\d+)", shape_id):
        if filters:
            layers.append(Convolution(shape, *map(int, filters.split("_"))))
        else:
            layers.append(Dense(math.prod(shape), int(units)))
        shape = pooled(layers[-1].gives, layers[-1].pool)
    return layers


def layers_of(shape_id):
    if shape_id.startswith("CONV"):
        return convolutional(shape_id)
    sizes = []
    for part in shape_id.split("-"):
        units, _, times = part.partition("×")
        sizes += [int(units)] * int(times or 1)
    return [Dense(*pair) for pair in zip(sizes, sizes[1:])]


def make_data(inputs, outputs, device):
    """Random samples, as many as MNIST or SGEMM has."""
    generator = torch.Generator(device).manual_seed(0)
    regression = outputs == 1
    count = SAMPLES["values" if regression else "classes"]
    x = torch.rand(count, inputs, generator=generator, device=device).mul_(2).sub_(1)
    if regression:
        return x, None, torch.rand(count, 1, generator=generator, device=device)
    labels = torch.randint(0, outputs, (count,), generator=generator, device=device)
    return x, labels, nn.functional.one_hot(labels, outputs).float()


class Batches:
    """Shuffled places of samples, a batch at a time."""

    def __init__(self, inputs, batch):
        self.order, self.batch, self.at = torch.randperm(len(inputs), device=inputs.device), batch, 0

    def next(self):
        if self.at + self.batch > len(self.order):
            self.at = 0
        self.at += self.batch
        return self.order[self.at - self.batch : self.at]


class Backpropagation:
    """Autograd, as one writes it."""

    def __init__(self, layers, batch, data):
        self.inputs, _, self.targets = data
        modules, shape = [], self.inputs.shape[1:]
        for i, layer in enumerate(layers):
            if tuple(shape) != layer.reads:
                modules.append(nn.Unflatten(1, layer.reads) if len(layer.reads) > 1 else nn.Flatten())
            modules += layer.module()
            if i < len(layers) - 1:
                modules.append(nn.Tanh())
            if layer.pool > 1:
                modules.append(nn.MaxPool2d(layer.pool))
            shape = pooled(layer.gives, layer.pool)
        self.regression = shape == (1,)
        if not self.regression:
            modules.append(nn.Sigmoid())
        self.net = nn.Sequential(*modules).to(self.inputs.device)
        self.loss = nn.MSELoss() if self.regression else nn.BCELoss()
        self.optimizer = torch.optim.Adam(self.net.parameters(), lr=1e-3)
        self.batches = Batches(self.inputs, batch)

    def step(self):
        at = self.batches.next()
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.loss(self.net(self.inputs[at]), self.targets[at])
        loss.backward()
        self.optimizer.step()
        return loss.detach()


class DelayedFeedback:
    """F3-Error: each layer's gradient is written during the forward pass, from the error of one visit ago.

    Of classes one number is kept per sample, and a hidden delta is a scaled row of B; of numbers the whole error. Feature
    maps get theirs before they are pooled.
    """

    def __init__(self, layers, batch, data):
        self.inputs, self.labels, self.targets = data
        self.layers, self.weights, self.biases = layers, [], []
        device, outputs = self.inputs.device, self.targets.shape[1]
        for layer in layers:
            bound = 1 / math.sqrt(layer.fan_in)
            for kept, shape in ((self.weights, layer.shape), (self.biases, layer.gives[:1])):
                kept.append(torch.empty(shape, device=device).uniform_(-bound, bound).requires_grad_())
        self.feedback = [
            torch.randn(outputs, math.prod(layer.gives), device=device) / math.sqrt(outputs) for layer in layers[:-1]
        ]
        rows = len(self.inputs)
        self.memory = torch.ones(rows, 1, device=device) if self.labels is not None else self.targets.clone()
        self.optimizer = torch.optim.Adam(self.weights + self.biases, lr=1e-3)
        self.batches = Batches(self.inputs, batch)

    def hidden_delta(self, i, at):
        if self.labels is None:
            return self.memory[at] @ self.feedback[i]
        return self.memory[at] * self.feedback[i][self.labels[at]]

    @torch.no_grad()
    def step(self):
        at = self.batches.next()
        h, target = self.inputs[at], self.targets[at]
        last = len(self.weights) - 1
        for i, (layer, W, b) in enumerate(zip(self.layers, self.weights, self.biases)):
            h = h.view(-1, *layer.reads)
            z = layer.forward(h, W, b)
            if i < last:
                output = torch.tanh(z)
                dz = self.hidden_delta(i, at).view_as(output) * (1 - output * output)
            else:
                output = z if self.labels is None else torch.sigmoid(z)
                dz = (output - target) * ((2 if self.labels is None else 1) / output.numel())
            W.grad, b.grad = layer.gradients(h, dz)
            h = output if layer.pool == 1 else nn.functional.max_pool2d(output, layer.pool)
        self.optimizer.step()
        error = target - h
        self.memory[at] = error if self.labels is None else error.gather(1, self.labels[at, None])
        if self.labels is None:
            return nn.functional.mse_loss(h, target)
        return nn.functional.binary_cross_entropy(h, target)


SUBJECTS = {"pytorch-bp": Backpropagation, "pytorch-f3": DelayedFeedback}


def blas_file():
    """The BLAS library in use, where the system tells (Linux)."""
    try:
        with open("/proc/self/maps", encoding="utf8") as maps:
            names = {line.split()[-1] for line in maps if "blas" in line.lower()}
    except OSError:
        names = set()
    return ", ".join(sorted(os.path.basename(name) for name in names)) or "BLAS unknown"


def product_rate():
    """Billions of operations a second in the product 50×784×500: a reference BLAS is 20 times behind a tuned one."""
    a, b = torch.randn(50, 784), torch.randn(784, 500)
    times = []
    for _ in range(20):
        start = time.perf_counter()
        a @ b
        times.append(time.perf_counter() - start)
    return 2 * 50 * 784 * 500 / sorted(times)[10] / 1e9


class Runner:
    def __init__(self):
        self.trainers, self.data, self.device = {}, (None, None), CPU

    def start(self, backend, mnist=None):
        # Random inputs: PyTorch multiplies zeros, too, so that its time does not depend on them.
        if backend == "webgpu":
            if not torch.cuda.is_available():
                raise RuntimeError(f"PyTorch {torch.__version__} finds no GPU here.")
            self.device = GPU
            return f"PyTorch {torch.__version__}, eager, {torch.cuda.get_device_name()}"
        rate = product_rate()
        threads, library = torch.get_num_threads(), blas_file()
        # What bench/targets.ts looks for: beside a reference BLAS, everything looks fast.
        warning = "" if rate >= TUNED else ", untuned BLAS"
        return f"PyTorch {torch.__version__}, {threads} thread, {library}, {rate:.0f} GFLOP/s{warning}"

    def prepare(self, shape, subjects):
        layers = layers_of(shape["id"])
        key = (math.prod(layers[0].reads), layers[-1].gives[0])
        if self.data[0] != key:
            self.data = (key, make_data(*key, self.device))
        self.trainers = {name: SUBJECTS[name](layers, shape["batch"], self.data[1]) for name in subjects}

    def time(self, subject, steps):
        trainer = self.trainers[subject]
        start = time.perf_counter()
        losses = [trainer.step() for _ in range(steps)]
        torch.stack(losses).tolist()
        return 1000 * (time.perf_counter() - start)

    def count(self, _subject):
        return None

    def release(self):
        self.trainers = {}


def main():
    runner = Runner()
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {"value": getattr(runner, request["method"])(*request["args"])}
        except Exception as problem:  # told to whoever asked
            answer = {"problem": f"{type(problem).__name__}: {problem}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
