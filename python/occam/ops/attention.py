"""Attention. Source: Keras 3, keras.ops.nn."""

import math

import numpy as np

from .elementwise import add, multiply, where
from .linalg import einsum
from .nn import softmax
from .shapes import repeat
from .symbol import shape

_NEVER = -0.7 * float(np.finfo(np.float32).max)  # what softmax makes 0 of


def dot_product_attention(query, key, value, bias=None, mask=None, scale=None, is_causal=False, flash_attention=None, attn_logits_soft_cap=None):
    """softmax(scale query key^T + bias) value: of queries (batch, t, heads, d) and keys and values (batch, s, heads, d). Source: Keras 3, ops.dot_product_attention."""
    shapes = [shape(each) for each in (query, key, value)]
    if any(len(each) != 4 for each in shapes):
        raise ValueError(f"`dot_product_attention` only supports 4D inputs. Received: shapes {', '.join(map(str, shapes))}")
    if flash_attention:
        raise ValueError(f"dot_product_attention: invalid value for flash_attention. Expected False or None. Received: flash_attention={flash_attention!r}")
    if attn_logits_soft_cap is not None:
        raise ValueError(f"dot_product_attention: invalid value for attn_logits_soft_cap. Expected None. Received: attn_logits_soft_cap={attn_logits_soft_cap!r}")
    heads, own = shapes[0][2], shapes[1][2]
    if own != shapes[2][2] or heads % own:
        raise ValueError(f"dot_product_attention: Expected keys and values of one number of heads, which divides {heads}. Received: {own} and {shapes[2][2]}")
    if heads != own:
        key, value = (repeat(each, heads // own, 2) for each in (key, value))
    scores = multiply(einsum("btnh,bsnh->bnts", query, key), 1 / math.sqrt(shapes[1][3]) if scale is None else scale)
    scores = scores if bias is None else add(scores, bias)
    if mask is not None:
        scores = where(mask, scores, _NEVER)
    if is_causal:
        scores = where(np.tril(np.ones(shape(scores)[-2:], bool)), scores, _NEVER)
    return einsum("bnts,bsnh->btnh", softmax(scores, -1), value)
