"""Gradients of a network by PyTorch: a JSON request on stdin, the answer on stdout. See mixedNetworks.torch.test.ts.

Hidden layers are tanh, the output is sigmoid with binary cross-entropy, averaged over samples and outputs.
"""

import json
import sys

import torch
from torch.nn import functional as F

request = json.load(sys.stdin)


def numbers(values):
    return torch.tensor(values, dtype=torch.float32)


target = numbers(request["target"])
layers = request["layers"]


def filters(layer, values):
    """[channels · kernel², channels'] as PyTorch has them: [channels', channels, kernel, kernel]."""
    kernel = layer["kernel"]
    return numbers(values).t().reshape(-1, layer["channels"], kernel, kernel)


for layer in layers:
    is_convolution = "kernel" in layer
    W = filters(layer, layer["W"]) if is_convolution else numbers(layer["W"]).t()
    layer["weight"] = W.clone().requires_grad_()
    layer["bias"] = numbers(layer["b"]).requires_grad_()


def read(layer, h):
    """What a layer reads: pooled maps, and a flat row for dense layers."""
    if layer["pool"] > 1:
        h = F.max_pool2d(h, layer["pool"])
    return h if "kernel" in layer else h.flatten(1)


def output(layer, h):
    """h' = tanh(z), or h + tanh(z)."""
    out = torch.tanh(apply(layer, h))
    return h + out if layer["adds"] else out


def apply(layer, h, weight=None):
    weight = layer["weight"] if weight is None else weight
    if "kernel" in layer:
        return F.conv2d(h, weight, layer["bias"], layer["stride"], layer["padding"])
    return F.linear(h, weight, layer["bias"])


def forward(h):
    hidden = []
    for layer in layers[:-1]:
        h = output(layer, read(layer, h))
        hidden.append(h)
    return hidden, torch.sigmoid(apply(layers[-1], read(layers[-1], h)))


def as_rows(layer, weight_gradient, bias_gradient):
    return {"W": weight_gradient.flatten(1).t().tolist(), "b": bias_gradient.tolist()}


x = numbers(request["x"])
hidden, y = forward(x)
loss = F.binary_cross_entropy(y, target)
parameters = [one for layer in layers for one in (layer["weight"], layer["bias"])]
gradients = torch.autograd.grad(loss, parameters, retain_graph=True)
answer = {"bp": [as_rows(layer, *gradients[2 * i : 2 * i + 2]) for i, layer in enumerate(layers)]}

# DRTP: dh_i = y* B_i, straight to each layer's activation, before pooling.
inputs = [x, *[h.detach() for h in hidden]]
answer["drtp"] = []
for i, layer in enumerate(layers[:-1]):
    h = output(layer, read(layer, inputs[i]))
    dh = (target @ numbers(request["direct"][i])).reshape(h.shape)
    answer["drtp"].append(as_rows(layer, *torch.autograd.grad(h, (layer["weight"], layer["bias"]), dh)))

# FA: back through fixed weights, a transposed convolution where the layer above is one.
answer["fa"] = [None] * (len(layers) - 1)
dz = (y - target).detach() / target.numel()
for i in range(len(layers) - 2, -1, -1):
    above, layer = layers[i + 1], layers[i]
    h = inputs[i + 1].clone().requires_grad_()
    # B is [n', n]: the shape of the weights of the layer above, transposed.
    B = numbers(request["layerwise"][i])
    B = B.reshape(-1, above["channels"], above["kernel"], above["kernel"]) if "kernel" in above else B
    (dh,) = torch.autograd.grad(apply(above, read(above, h), B), h, dz)
    if above["adds"]:
        # The sum passes dh' on, unchanged.
        (past,) = torch.autograd.grad(read(above, h), h, dh_above)
        dh = dh + past
    z = apply(layer, read(layer, inputs[i]))
    h = output(layer, read(layer, inputs[i]))
    answer["fa"][i] = as_rows(layer, *torch.autograd.grad(h, (layer["weight"], layer["bias"]), dh))
    dz, dh_above = dh * (1 - torch.tanh(z.detach()) ** 2), dh

json.dump(answer, sys.stdout)
