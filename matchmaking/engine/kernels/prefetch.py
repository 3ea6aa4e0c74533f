"""Have memory loaded before it is needed: what lies scattered is otherwise waited for, one place after the other."""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic

READ, KEPT, DATA = 0, 3, 1  # arguments of llvm.prefetch: to read, as near as can be, no code


def _hint(_context: Any, array: Any, place: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        held = context.make_array(signature.args[0])(context, builder, arguments[0])
        address = builder.bitcast(builder.gep(held.data, [arguments[1]]), ir.IntType(8).as_pointer())
        numbers = [ir.Constant(ir.IntType(32), number) for number in (READ, KEPT, DATA)]
        kind = ir.FunctionType(ir.VoidType(), [address.type, *(number.type for number in numbers)])
        hint = builder.module.declare_intrinsic("llvm.prefetch", [address.type], kind)
        builder.call(hint, [address, *numbers])
        return context.get_dummy_value()

    if isinstance(array, types.Array) and isinstance(place, types.Integer):
        return types.none(array, types.intp), generate
    return None


# prefetch(array, place), for compiled code only: the line of array[place] is sent for; harmless where nothing is there
prefetch = cast(Callable[[Any, int | np.uint64], None], intrinsic(_hint))
