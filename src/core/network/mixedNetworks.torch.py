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
    if "tokens" in layer:
        layer["own"] = {name: numbers(values).requires_grad_() for name, values in layer["parameters"].items()}
        continue
    is_convolution = "kernel" in layer
    W = filters(layer, layer["W"]) if is_convolution else numbers(layer["W"]).t()
    layer["weight"] = W.clone().requires_grad_()
    layer["bias"] = numbers(layer["b"]).requires_grad_()


def parameters_of(layer):
    return tuple(layer["own"].values()) if "own" in layer else (layer["weight"], layer["bias"])


def read(layer, h):
    """What a layer reads: pooled maps, and a flat row for dense layers."""
    if layer["pool"] > 1:
        h = F.max_pool2d(h, layer["pool"])
    return h if "kernel" in layer else h.flatten(1)


def transformer(layer, h):
    """x = t + attention(norm(t)), h' = x + MLP(norm(x)); the layer's matrices are [n, n']."""
    own = layer["own"]
    tokens, dims, heads = layer["tokens"], layer["dims"], layer["heads"]

    def norm(x, name):
        return F.layer_norm(x, (dims,), own["gain" + name], own["bias" + name])

    h = h @ own["embed"] + own["embedBias"] if "embed" in own else h
    t = h.reshape(-1, tokens, dims)
    q, k, v = (
        part.unflatten(-1, (heads, -1)).transpose(1, 2) for part in (norm(t, "A") @ own["qkv"]).chunk(3, dim=-1)
    )
    shares = F.softmax(q @ k.transpose(-1, -2) * q.shape[-1] ** -0.5, dim=-1)
    x = t + (shares @ v).transpose(1, 2).flatten(2) @ own["out"] + own["outBias"]
    hidden = torch.tanh(norm(x, "M") @ own["up"] + own["upBias"])
    return (x + hidden @ own["down"] + own["downBias"]).flatten(1)


def output(layer, h):
    """h' = tanh(z), or h + tanh(z), or that of a transformer."""
    if "own" in layer:
        return transformer(layer, h)
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


def as_rows(layer, *gradients):
    """All numbers of a layer's gradients, in the lab's order."""
    if "own" not in layer:
        weight_gradient, bias_gradient = gradients
        gradients = (weight_gradient.flatten(1).t(), bias_gradient)
    return [number for one in gradients for number in one.flatten().tolist()]


x = numbers(request["x"])
hidden, y = forward(x)
loss = F.binary_cross_entropy(y, target)
parameters = [parameters_of(layer) for layer in layers]
gradients = iter(torch.autograd.grad(loss, [one for own in parameters for one in own], retain_graph=True))
answer = {"bp": [as_rows(layer, *(next(gradients) for _ in own)) for layer, own in zip(layers, parameters)]}

# DRTP: dh_i = y* B_i, straight to each layer's activation, before pooling.
inputs = [x, *[h.detach() for h in hidden]]
answer["drtp"] = []
for i, layer in enumerate(layers[:-1]):
    h = output(layer, read(layer, inputs[i]))
    dh = (target @ numbers(request["direct"][i])).reshape(h.shape)
    answer["drtp"].append(as_rows(layer, *torch.autograd.grad(h, parameters_of(layer), dh)))

# FA: back through fixed weights, a transposed convolution where the layer above is one; not through a transformer.
refused = any("own" in layer for layer in layers[1:])
answer["fa"] = [None] * (0 if refused else len(layers) - 1)
dz = (y - target).detach() / target.numel()
for i in reversed(range(len(answer["fa"]))):
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
    h = output(layer, read(layer, inputs[i]))
    answer["fa"][i] = as_rows(layer, *torch.autograd.grad(h, parameters_of(layer), dh))
    if i > 0:
        dz, dh_above = dh * (1 - torch.tanh(apply(layer, read(layer, inputs[i])).detach()) ** 2), dh

json.dump(answer, sys.stdout)
