"""The notebook of examples/python runs as it stands: table, bar and pictures are in what it shows."""

import pathlib
import re
import xml.etree.ElementTree as xml

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")

NOTEBOOK = pathlib.Path(__file__).parents[2] / "examples" / "python" / "simplest_network.ipynb"


def test_the_notebook(tmp_path):
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert all(cell.get("outputs", []) == [] for cell in notebook.cells)  # kept without results
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    text = "".join(output.text for output in outputs if output.output_type == "stream")
    assert "Total params: 497" in text
    bars = re.findall(r"Epoch (\d+)/100.*?15/15.*?loss: [\d.]+ - mae: [\d.]+ - val_loss: [\d.]+", text, re.DOTALL)
    assert bars[0] == "1" and len(bars) > 10 and "\b" not in text and "\r" in text
    shown = [output.data for output in outputs if output.output_type == "execute_result"]
    pictures = [data["image/svg+xml"] for data in shown if "image/svg+xml" in data]
    assert len(pictures) == 2 and ">InputLayer<" in pictures[0] and ">validation<" in pictures[1]
    for picture in pictures:
        assert xml.fromstring(picture).tag.endswith("svg")
    assert any("Total params" in data.get("text/html", "") for data in shown)
    columns = {int(each) for each in re.search(r"columns: \[([\d ]+)\]", text).group(1).split()}
    assert columns >= {2, 5, 7} and len(columns) <= 4
    path, first = map(float, re.search(r"R2 of the path's network ([\d.]+), of the first one ([\d.]+)", text).groups())
    assert path > 0.9 and path > first
