"""Values of pytabkit's own schedules, those of RealMLP (Holzmueller et al. 2024): coslog4 and flat_cos. Needs pytabkit alone:

    pip install pytabkit==1.7.3
    python tools/golden/pytabkit_schedules.py
"""
import json
from importlib.metadata import version
from pathlib import Path

from pytabkit.models.training.scheduling import get_schedule

STEPS = 61
CASES = (("coslog4", "CosineLog", {}), ("coslog2", "CosineLog", {"cycles": 2}), ("coslog7", "CosineLog", {"cycles": 7}),
         ("flat_cos", "FlatCosine", {}))
FOLDER = Path(__file__).resolve().parents[2] / "tests" / "golden" / "data"


def main():
    cases = [{"schedule": name, "arguments": {"initial_value": 1.0, "decay_steps": STEPS - 1} | more,
              "values": [float(get_schedule(theirs).call_time_(step / (STEPS - 1))) for step in range(STEPS)]}
             for theirs, name, more in CASES]
    document = {"package_version": "pytabkit " + version("pytabkit"), "command": "python tools/golden/pytabkit_schedules.py",
                "description": f"values at step 0, 1, ... of {STEPS - 1}", "cases": cases}
    (FOLDER / "pytabkit_schedules.json").write_text(json.dumps(document, indent=1) + "\n")


if __name__ == "__main__":
    main()
