"""Models that Keras's tests mix of a layer and its inner class Trainer, as a program writes them: as subclasses of Model."""

import ast


def as_subclasses(source):
    """The tree of a file with `class X(Trainer, layers.Layer)` as `class X(models.Model)`; a Dense that is mixed so is the model's one layer."""
    return ast.fix_missing_locations(_Subclasses().visit(ast.parse(source)))


class _Subclasses(ast.NodeTransformer):
    def visit_ClassDef(self, node):
        self.generic_visit(node)
        bases = [ast.unparse(each) for each in node.bases]
        if bases[:1] != ["Trainer"]:
            return node
        node.bases = [ast.parse("models.Model", mode="eval").body]
        made = next(each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "__init__")
        made.body = [new for each in made.body for new in _changed(each, bases[1])]
        if bases[1] != "layers.Layer":
            node.body += ast.parse("def call(self, x):\n    return self.only_layer(x)").body
        return node


def _changed(statement, layer):
    """A statement of __init__: of Trainer's nothing, of the layer's Model's and, where it is no plain Layer, the layer itself."""
    text = ast.unparse(statement)
    if text.startswith("Trainer.__init__("):
        return []
    if not text.startswith(f"{layer}.__init__("):
        return [statement]
    made = ast.parse("models.Model.__init__(self)").body
    if layer != "layers.Layer":
        arguments = ast.unparse(ast.Call(func=statement.value.func, args=statement.value.args[1:], keywords=statement.value.keywords)).partition("(")[2]
        made += ast.parse(f"self.only_layer = {layer}({arguments}").body
    return made
