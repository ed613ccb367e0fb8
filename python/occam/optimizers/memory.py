"""In which order Keras lists what an optimizer remembers of apply_gradients' variables. Source: Keras 3, `build` of each optimizer."""

#: Keras makes these for all variables behind the others: velocities, then momentums, then average gradients.
_IN_GROUPS = {"RMSprop": ("velocity", "momentum", "average_gradient")}


def places(class_name, arguments, paths):
    """Of the engine's slots with these paths: one tuple of their numbers a variable of Keras's."""
    ranks = {name: rank for rank, name in enumerate(_IN_GROUPS.get(class_name, ()), 2)}
    ranks = {"gradient_accumulator": 0, "velocity_hat": 9, **ranks}
    named = [(place, path.rpartition("/")[2]) for place, path in enumerate(paths)]
    if class_name == "SGD" and not arguments.get("momentum"):
        named = [each for each in named if each[1] != "momentum"]  # the engine keeps it, since the number may be set later
    shared = tuple(place for place, name in named if name == "u_product")  # the same number of all variables
    kept = sorted((each for each in named if each[1] != "u_product"), key=lambda each: ranks.get(each[1], 1))
    return [(place,) for place, _ in kept] + ([shared] if shared else [])
