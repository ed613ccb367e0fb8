"""Where a file of Keras's has the weights of layers inside layers: under the attributes that hold them. Source: Keras 3, saving_lib._save_state."""

from .described import snake_case


def stored_parts(layer):
    """(path of the weights below the layer's, group below the layer's) of each layer inside it.

    Groups are named by the first of all attributes in alphabetical order; listed are the layers as they became attributes, which is how Keras counts weights.
    """
    found, seen = [], set()

    def add(outer, path, group, place):
        places = {id(part): (*place, number) for number, part in enumerate(outer._parts())}
        for name, value in sorted_attributes(outer):
            for inside, part in of_attribute(name, value):
                if id(part) in seen or id(part) not in places:
                    continue
                seen.add(id(part))
                here, own = f"{path}{outer._child_name(part)}", places[id(part)]
                is_own = name == "_computes" and not outer._own_weights  # of a subclass of one of the library's layers
                stored = group.rstrip("/") if is_own else f"{group}{inside}"
                if hasattr(part, "_attributes"):
                    found.append((own, here, stored))
                    add(part, f"{here}/", f"{stored}/", own)
                else:
                    found.extend(((*own, number), f"{here}/{below}", f"{stored}{inner}") for number, (below, inner) in enumerate(part._core.stored_parts()))

    add(layer, "", "", ())
    return [(path, group) for _, path, group in sorted(found)]


def sorted_attributes(layer):
    """(name, value) in the order of Keras's files."""
    return sorted(layer._stored_attributes(), key=lambda each: f"~{each[0]}" if each[0].startswith("_") else each[0])


def values_of_properties(layer):
    """(name, value) of the properties that a user's class has and that can be read."""
    found = []
    for cls in type(layer).__mro__:
        if cls.__module__.startswith(f"{__package__}."):
            break
        for name, value in vars(cls).items():
            if isinstance(value, property):
                try:
                    found.append((name, getattr(layer, name)))
                except Exception:  # as Keras: what a property raises is no matter of a file
                    continue
    return found


def of_attribute(name, value, outer=()):
    """(group, layer or model) of what an attribute holds: itself, or those of a list, tuple or dict by their classes, in lists inside too."""
    if hasattr(value, "get_weights"):
        return [(name, value)]
    held, used, found = list(value.values()) if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else (), {}, []
    for each in held:
        is_part = hasattr(each, "get_weights")
        if is_part or isinstance(each, (list, tuple, dict)) and not any(each is one for one in (*outer, value)):
            kind = snake_case(type(each).__name__) if is_part else "container"
            count = used[kind] = used.get(kind, -1) + 1
            found += of_attribute(f"{name}/{kind}_{count}" if count else f"{name}/{kind}", each, (*outer, value))
    return found
