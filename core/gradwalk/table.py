"""Entries of the table of operations, with all that can be known before one is called.

op.py says how to write an entry, apply.py applies it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Sequence
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from gradwalk import kernels, mode
from gradwalk.array import strides_of, xp
from gradwalk.graph import Node, saved_properties
from gradwalk.saved import FREED, VALUES, array_of, freed_of, value_of
from gradwalk.signature_table import METHODS
from gradwalk.signatures import refusal
from gradwalk.tensorbase import fresh
from gradwalk.views import geometry
from gradwalk.written import Keeper, keeper, stepper

if TYPE_CHECKING:
    from gradwalk.engine import Walk

MANY = "many"  # an op with any number of outputs
FROM_INPUT, FROM_RESULT, DERIVED = range(3)
MISSING = object()  # in place of an argument that has no default
_HIDDEN = re.compile("^tensors_|_geometry$")  # what PyTorch keeps elsewhere
_OPERANDS = {"self", "other", "exponent", "min", "max"}  # take part in promotion
_DERIVED = re.compile(r"(\w+)_(sym_sizes|sym_numel|sym_strides|geometry)")


def _sizes(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return tuple(each.shape for each in value)
    return getattr(value, "shape", ())


_DERIVE: dict[str, Callable[[Any], Any]] = {
    "sym_sizes": _sizes,
    "sym_numel": lambda value: int(value.size),
    "sym_strides": strides_of,
    "geometry": geometry,
}


def parameters_of(function: Callable[..., Any]) -> dict[str, Any]:
    """A function's parameters, with defaults or MISSING; inspect.signature is slower."""
    entry = getattr(function, "entry", None)
    if entry is not None:  # another operation is the rule: it reads what it takes
        return dict.fromkeys(entry.parameters, MISSING)
    code = function.__code__
    last = code.co_argcount
    names = code.co_varnames[: last + code.co_kwonlyargcount]
    given = function.__defaults__ or ()
    defaults = dict(zip(names[last - len(given) : last], given, strict=True))
    defaults |= function.__kwdefaults__ or {}
    return {name: defaults.get(name, MISSING) for name in names}


class Read:
    """One thing that rules read and nodes save, and where it comes from."""

    __slots__ = ("derive", "from_result", "kind", "name", "place")

    def __init__(
        self, name: str, kind: int, place: int, derive: Callable[[Any], Any] | None = None
    ) -> None:
        self.name = name
        self.kind = kind
        self.place = place  # among the parameters, or among the outputs; -1: of the result
        self.derive = derive
        self.from_result = kind == FROM_RESULT


class Rule:
    """The derivative rule of one input, and where in a node's values its arguments are."""

    __slots__ = ("function", "name", "pick", "position", "reads")

    def __init__(self, name: str, position: int, function: Callable[..., Any]) -> None:
        self.name = name  # of the input
        self.position = position  # of the input among the op's parameters
        self.function = function
        self.reads = tuple(parameters_of(function))
        self.pick: Callable[[list[Any]], Sequence[Any]] = _nothing

    def compile(self, names: tuple[str, ...]) -> None:
        """Find the arguments in the list of a node's values, which come in the order `names`."""
        places = [names.index(name) for name in self.reads]
        if len(places) == 1:
            self.pick = itemgetter(slice(places[0], places[0] + 1))
        elif places:
            self.pick = itemgetter(*places)


def _nothing(values: list[Any]) -> Sequence[Any]:
    return ()


class Op:
    """One entry of the table."""

    def __init__(self, name: str, forward: Callable[..., Any], options: dict[str, Any]) -> None:
        self.name = name
        self.in_rule: Callable[[Any, Any], Any] | None = None  # for a number, in a recorded rule
        self.forward = kernels.guarded(name, forward)
        self.view: bool = options.get("view", False)
        self.outputs: str | tuple[str, ...] | None = options.get("outputs")
        self.promote: str | None = options.get("promote")
        self.samples: Sequence[Any] = options.get("samples", ())
        self.quick: Callable[..., Any] | None = options.get("quick")
        self.into: Callable[..., Any] | None = options.get("into")
        self._plain = forward
        parameters = parameters_of(forward)
        self.parameters = tuple(parameters)
        self.filling = list(parameters.values())  # the defaults
        self.optional = MISSING not in self.filling[2:]
        self.defaults = tuple(parameters.items())[2:]  # beyond two parameters
        self._required = len([each for each in self.filling if each is MISSING])
        self._place_of = {each: place for place, each in enumerate(self.parameters)}
        self.variadic = self.parameters[:1] == ("tensors",)
        rules: dict[str, Callable[..., Any]] = options["rules"]
        self.rules = tuple(
            Rule(each, self._position(each), rules[each])
            for each in sorted(rules, key=self._position)
        )
        self.places = tuple(rule.position for rule in self.rules)
        self.by_name = sorted(range(len(self.rules)), key=lambda i: self.rules[i].name)
        self.operands = tuple(
            i for i, each in enumerate(self.parameters) if each in rules or each in _OPERANDS
        )
        names = {name: None for rule in self.rules for name in rule.reads}
        found = [self._read(n) for n in names if n not in ("grad", "grads")]
        found.sort(key=lambda each: (each.from_result, each.name))  # as PyTorch packs and unpacks
        self.read = tuple(found)
        self.reads = tuple(each.name for each in self.read)
        for rule in self.rules:
            rule.compile((*self.reads, "grad", "grads"))
        self._node_name: str | None = options.get("node")
        self._wanted: dict[tuple[bool, ...], tuple[bool, ...]] = {}
        self._kinds: dict[tuple[bool, ...], type[TableNode]] = {}

    @cached_property
    def signature(self) -> inspect.Signature:
        """The signature of the forward function."""
        return inspect.signature(self._plain)

    def _position(self, name: str) -> int:
        if name not in self.parameters:
            raise TypeError(f"op {self.name!r} has a rule for {name!r} but no such parameter")
        return self.parameters.index(name)

    def _read(self, name: str) -> Read:
        """Where the value of a read comes from; said at import, not when the op runs."""
        if name in self.parameters:
            return Read(name, FROM_INPUT, self.parameters.index(name))
        if self.outputs is None and name == "result":
            return Read(name, FROM_RESULT, 0)
        if isinstance(self.outputs, tuple) and name in self.outputs:
            return Read(name, FROM_RESULT, self.outputs.index(name))
        match = _DERIVED.fullmatch(name)
        if match and match[1] in self.parameters:
            place = self.parameters.index(match[1])
            return Read(name, DERIVED, place, _DERIVE[match[2]])
        raise TypeError(f"op {self.name!r} has no {name!r} for a rule to read")

    @cached_property
    def node(self) -> type[TableNode]:
        """The class of its nodes, made when the first of them is: there are four hundred."""
        name = self._node_name
        if name is None:
            name = "".join(word.capitalize() for word in self.name.split("_")) + "Backward0"
        shown = tuple(each for each in self.reads if not _HIDDEN.search(each))
        body = {
            "__slots__": (),
            "__module__": "builtins",
            "op": self,
            "reads": self.reads,
            "shown": shown,
        }
        return type(name, (TableNode,), body | saved_properties(self.reads))

    def wanted(self, needs: tuple[bool, ...]) -> tuple[bool, ...]:
        """For each read, whether one of the rules that are wanted reads it."""
        found = self._wanted.get(needs)
        if found is None:
            pairs = zip(self.rules, needs, strict=True)
            names = {name for rule, need in pairs if need for name in rule.reads}
            found = self._wanted[needs] = tuple(name in names for name in self.reads)
        return found

    def differentiable(self, args: Sequence[Any]) -> Sequence[Any]:
        """Those of the arguments that have a rule."""
        places = self.places
        if places == (0,):
            return args[:1]
        return [args[place] for place in places]

    def kind(self, needs: tuple[bool, ...]) -> type[TableNode]:
        """The class of the nodes of which these edges are wanted."""
        found = self._kinds.get(needs)
        if found is None:
            keeps = self._freed(needs) != ()
            body = {
                "__slots__": (),
                "__module__": "builtins",
                "needs": needs,
                "holds": self._holds(needs, ()),
                "holds_beside_number": self._holds(needs, (1,)),
                "freed": self._freed(needs),
                "keeps": keeps,
            }
            body["plain"] = self.outputs is None and not self.variadic
            found = self._kinds[needs] = type(self.node.__name__, (self.node,), body)
        return found

    def _holds(self, needs: tuple[bool, ...], numbers: tuple[int, ...]) -> bool:
        """Whether such a node may save a tensor, where these parameters are plain numbers."""
        for each, read in zip(self.read, self.wanted(needs), strict=True):
            plain = each.kind == FROM_INPUT and each.place in numbers
            if read and each.kind != DERIVED and not plain:
                return True
        return False

    def _freed(self, needs: tuple[bool, ...]) -> tuple[Any, ...]:
        """What such a node holds once it is freed: FREED, None, or MISSING where nodes differ."""
        if self.variadic or self.outputs is not None:
            return (MISSING,) * len(self.read)
        optional = [each is not MISSING for each in self.filling]
        after = []
        for each, read in zip(self.read, self.wanted(needs), strict=True):
            varies = each.kind == FROM_INPUT and (each.place not in self.places)
            if each.kind == DERIVED or varies or (each.kind == FROM_INPUT and optional[each.place]):
                after.append(MISSING)
            else:
                after.append(FREED if read else None)
        return tuple(after)

    def filled(self, first: Any, second: Any) -> tuple[Any, ...]:
        """The arguments of a call with two of them, the rest at their defaults."""
        return (first, second, *[default for _, default in self.defaults])

    def named(self, args: Sequence[Any]) -> tuple[tuple[str, Any], ...]:
        """The arguments with their parameters' names, as listeners get them."""
        if self.variadic:
            first = tuple((f"tensors[{i}]", each) for i, each in enumerate(args[0]))
            return first + tuple(zip(self.parameters[1:], args[1:], strict=True))
        return tuple(zip(self.parameters, args, strict=True))

    def bind(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
        """All the arguments in the order of the parameters, defaults filled in."""
        given = len(args)
        if given <= len(self.parameters):
            values = [*args, *self.filling[given:]]
            for name, value in kwargs.items():
                place = self._place_of.get(name, -1)
                if place < given:
                    break
                values[place] = value
            else:
                if given >= self._required or not any(
                    value is MISSING for value in values[given : self._required]
                ):
                    return tuple(values)
        if misfit := refusal(METHODS.get(self.name, ()), args[1:], kwargs):
            raise misfit
        self.signature.bind(*args, **kwargs)  # raises in Python's words
        raise AssertionError(f"op {self.name!r} takes these arguments")


class TableNode(Node):
    """A node whose derivatives are the rules of an entry of the table."""

    __slots__ = ()
    op: Op
    written: Keeper | None = None  # makes what such a node saves, once one was made
    needs: tuple[bool, ...] | None = None  # which edges are wanted; None: whatever the edges say
    freed: tuple[Any, ...] | None = None

    @classmethod
    def saving(cls) -> Keeper:
        """The function that makes what such a node saves."""
        if cls.written is None:
            assert cls.needs is not None
            cls.written = staticmethod(keeper(cls.op, cls.needs))
        return cls.written

    def step(self, state: list[Any], walk: Walk) -> Node | None:
        """The first node of its kind has this written out for all of them."""
        kind = type(self)
        if self.plain:
            assert self.needs is not None
            kind.step = stepper(self.op, self.needs)  # type: ignore[assignment, method-assign]
        else:
            kind.step = Node.step  # type: ignore[method-assign]
        return self.step(state, walk)

    def free(self) -> bool:
        """Drop the saved tensors; whether there were any."""
        after, before = self.freed, self.saved
        if after is None:
            return Node.free(self)
        if MISSING in after:  # a template: what stays is the node's own
            pairs = zip(after, before)  # noqa: B905 - as long by making
            after = tuple(
                [
                    then
                    if then is not MISSING
                    else now
                    if now.__class__ in VALUES
                    else freed_of(now)
                    for then, now in pairs
                ]
            )
        self.saved = after
        for then, now in zip(after, before):  # noqa: B905, SIM110 - as long; half the time
            if then is FREED and now is not FREED:
                return True
        return False

    def run(self, grads: list[Any], recording: bool) -> tuple[Any, ...]:
        """Each wanted rule on what was saved and on the gradients."""
        if not recording or mode.in_rule:
            return self._run(grads, recording)
        mode.in_rule = True
        try:
            return self._run(grads, recording)
        finally:
            mode.in_rule = False

    def _run(self, grads: list[Any], recording: bool) -> tuple[Any, ...]:
        op = self.op
        grad = grads[0]
        if op.outputs is not None:
            grads = _defined(grads, self.meta, recording)
            grad = grads[0] if grads else None
        if grad is None:
            return (None,) * len(self.edges)
        saved = self.saved
        take = value_of if recording else array_of
        values = [take(item, self) for item in saved]
        values += (grad, grads)
        try:
            return self._ruled(values, recording)
        except ValueError as error:
            from gradwalk.apply import refused_in_rule  # which needs this file

            raise refused_in_rule(error) from None

    def _ruled(self, values: list[Any], recording: bool) -> tuple[Any, ...]:
        op = self.op
        if op.variadic:
            (rule,) = op.rules
            return tuple(rule.function(*rule.pick(values)))
        if recording and len(op.rules) > 1:
            return self._in_order(values)
        return tuple(
            [
                rule.function(*rule.pick(values)) if edge[0] is not None else None
                for rule, edge in zip(op.rules, self.edges)  # noqa: B905 - as long by making
            ]
        )

    def _in_order(self, values: list[Any]) -> tuple[Any, ...]:
        """The rules in the order of their inputs' names, which is that of the nodes they make."""
        found: list[Any] = [None] * len(self.edges)
        for place in self.op.by_name:
            if self.edges[place][0] is not None:
                rule = self.op.rules[place]
                found[place] = rule.function(*rule.pick(values))
        return tuple(found)


def _defined(grads: list[Any], meta: tuple[Any, ...], recording: bool) -> list[Any]:
    """Zeros for the outputs that got no gradient; an empty list if none did."""
    if all(grad is None for grad in grads):
        return []
    filled = []
    for grad, (shape, kind) in zip(grads, meta, strict=True):
        if grad is None:
            zeros = xp.zeros(shape, kind)
            filled.append(fresh(zeros) if recording else zeros)
        else:
            filled.append(grad)
    return filled
