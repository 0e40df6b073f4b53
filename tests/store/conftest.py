import sys
from pathlib import Path

# The invented audits live with the tests of the reports.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "report"))
