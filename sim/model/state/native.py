"""How compiled loops see a table: one pointer, whose columns they find by name.

A named tuple of a hundred arrays would do, but every array is seven numbers to Numba, so each function that takes a
table would take hundreds of arguments: half of all compilation went into passing them on, and two thirds of a small
market's day into unpacking them from Python. A :class:`Handle` is one address instead. There stand the number of rows,
where each column begins and how wide it is; ``table.field[row]`` in a loop reads the column's beginning there, as an
array of the field's type. Columns move only between loops, when Python makes room, and a table that grows hands out a
new handle.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import types
from numba.core.typing.templates import AttributeTemplate
from numba.extending import NativeValue, infer_getattr, lower_getattr_generic, models, register_model, unbox
from numba.np.arrayobj import make_array, populate_array
from numba.np.numpy_support import from_dtype

Fields = tuple[tuple[str, str, bool], ...]  # name, dtype, whether a row holds several numbers


class TableType(types.Type):
    """Numba's type of a table's handle: tables with the same fields have the same one, however wide these are.

    Widths are read when a loop runs, so that a market with other tactics or categories needs no compilation of its own.
    """

    def __init__(self, name: str, fields: Fields) -> None:
        self.fields = fields
        self.position = {field: at for at, (field, _, _) in enumerate(fields)}
        super().__init__(f"{name}{blake2b(repr(fields).encode(), digest_size=4).hexdigest()}")

    def column(self, field: str) -> types.Array:
        """Return the type of a column."""
        _, dtype, wide = self.fields[self.position[field]]
        return types.Array(from_dtype(np.dtype(dtype)), 2 if wide else 1, "C")


@cache
def table_type(name: str, fields: Fields) -> TableType:
    """Return the type of a table with these fields."""
    return TableType(name, fields)


class Handle:
    """A table as compiled loops take it; it keeps the columns that it points at alive.

    Parameters
    ----------
    name, fields
        Those of the table.
    columns
        Its columns, spare room included.
    """

    __slots__ = ("_columns", "_numba_type_", "_table", "address")

    def __init__(self, name: str, fields: Mapping[str, tuple[str, int]], columns: Mapping[str, Any]) -> None:
        self._columns = tuple(columns.values())
        kinds = tuple((field, dtype, width > 0) for field, (dtype, width) in fields.items())
        self._numba_type_ = table_type(name, kinds)
        starts, widths = (column.ctypes.data for column in self._columns), (width for _, width in fields.values())
        self._table = np.array([len(self._columns[0]), *starts, *widths], np.int64)
        self.address = self._table.ctypes.data


register_model(TableType)(models.OpaqueModel)


@unbox(TableType)  # type: ignore[untyped-decorator]
def _unbox(_type: TableType, handle: Any, context: Any) -> NativeValue:
    number = context.pyapi.object_getattr_string(handle, "address")
    pointer = context.pyapi.long_as_voidptr(number)
    context.pyapi.decref(number)
    return NativeValue(pointer)


@infer_getattr
class _Columns(AttributeTemplate):  # type: ignore[misc]
    key = TableType

    def generic_resolve(self, table: TableType, field: str) -> types.Array | None:
        return table.column(field) if field in table.position else None


@lower_getattr_generic(TableType)  # type: ignore[untyped-decorator]
def _column(context: Any, builder: Any, table: TableType, pointer: Any, field: str) -> Any:
    """Build the array that a column is: rows, beginning and width are read, the rest is known."""
    at, kind = table.position[field], table.column(field)
    word = ir.IntType(64)

    def read(place: int, what: Any) -> Any:
        places = builder.bitcast(pointer, what.as_pointer())
        found = builder.load(builder.gep(places, [word(place)]))
        found.set_metadata("invariant.load", builder.module.add_metadata([]))  # nothing grows during a loop
        return found

    array = make_array(kind)(context, builder)
    rows, start = read(0, word), read(1 + at, array.data.type)
    wide, size = table.fields[at][2], word(np.dtype(table.fields[at][1]).itemsize)
    width = read(1 + len(table.fields) + at, word) if wide else None
    populate_array(
        array,
        data=start,
        shape=[rows, width] if wide else [rows],
        strides=[builder.mul(width, size), size] if wide else [size],
        itemsize=size,
        meminfo=None,  # Python holds the columns while the loop runs
    )
    return array._getvalue()
