"""Where a file of Keras's has the weights of layers inside layers: under the attributes that hold them. Source: Keras 3, saving_lib._save_state."""

from .described import snake_case


def stored_parts(layer):
    """(path of the weights below the layer's, group below the layer's) of each layer inside it, first of all attributes in order."""
    found, seen = [], set()

    def add(outer, path, group):
        for name, value in sorted(outer._attributes(), key=lambda each: f"~{each[0]}" if each[0].startswith("_") else each[0]):
            for inside, part in _of_attribute(name, value):
                if id(part) in seen or outer._child_name(part) is None:
                    continue
                seen.add(id(part))
                here, place = f"{path}{outer._child_name(part)}", f"{group}{inside}"
                if hasattr(part, "_attributes"):
                    found.append((here, place))
                    add(part, f"{here}/", f"{place}/")
                else:
                    found.extend((f"{here}/{below}", f"{place}{stored}") for below, stored in part._core.stored_parts())

    add(layer, "", "")
    return found


def _of_attribute(name, value):
    """(group, layer or model) of what an attribute holds: itself, or those of a list, tuple or dict by their classes."""
    if hasattr(value, "get_weights"):
        return [(name, value)]
    held, used = list(value.values()) if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else (), {}
    found = []
    for each in held:
        if hasattr(each, "get_weights"):
            kind = snake_case(type(each).__name__)
            count = used[kind] = used.get(kind, -1) + 1
            found.append((f"{name}/{kind}_{count}" if count else f"{name}/{kind}", each))
    return found
