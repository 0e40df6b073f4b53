"""The arrows of docs/architecture.md, kept true by reading every import statement of the package."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "provenance"

#: package -> packages of ours that it may import (docs/architecture.md); "settings" are modules named settings.py.
ALLOWED = {
    "model": {"errors"},
    "catalog": {"model", "errors"},
    "warc": {"model", "errors"},
    "dates": {"catalog", "model", "errors"},
    "markup": {"model", "errors"},
    "matching": {"dates", "catalog", "model", "errors"},
    "net": {"model", "errors", "version"},
    "index": {"warc", "catalog", "model", "errors"},
    "archives": {"net", "index", "warc", "markup", "catalog", "model", "errors"},
    "outlets": {"catalog", "model", "errors"},
    "document": {"markup", "dates", "model", "errors"},
    "citations": {"outlets", "dates", "catalog", "model", "errors"},
    "candidates": {"archives", "matching", "outlets", "markup", "dates", "catalog", "model", "errors"},
    "evidence": {"archives", "matching", "markup", "warc", "dates", "catalog", "model", "errors"},
    "assessment": {"matching", "dates", "catalog", "model", "errors"},
    "store": {"model", "errors"},
    "report": {"catalog", "model", "errors"},
    "evaluate": {"model", "errors"},
    "config": {"settings", "errors"},
    "pipeline": {
        "model", "catalog", "warc", "dates", "markup", "matching", "net", "index", "archives", "outlets", "document",
        "citations", "candidates", "evidence", "assessment", "config", "errors", "version",
    },
    "batch": {"pipeline", "store", "report", "config", "model", "errors"},
    "cli": {"pipeline", "batch", "evaluate", "outlets", "index", "config", "store", "report", "model", "errors", "version"},
    "errors": set(),
    "version": set(),
    "__init__": {"pipeline", "config", "model", "errors", "version"},
    "__main__": {"cli"},
}  # fmt: skip

#: outside package -> the only packages of ours that may import it.
HOMES = {
    "requests": {"net"},
    "urllib3": {"net"},
    "tenacity": {"net"},
    "bs4": {"markup"},
    "lxml": {"markup"},
    "dateparser": {"dates"},
    "warcio": {"warc"},
    "yaml": {"config"},
    "click": {"cli"},
    "jinja2": {"report"},
    "rich": {"report", "cli"},
    "sqlalchemy": {"store", "net"},
    "trafilatura": {"evidence"},
    "htmldate": {"evidence"},
    "pdfminer": {"document"},
    "publicsuffixlist": {"outlets"},
    "sqlite3": {"net", "archives"},
    "tomllib": {"catalog"},
    "duckdb": {"index"},
}

#: These have one home module inside their package.
ONE_MODULE = ("dateparser", "sqlite3", "tenacity")


def modules():
    return sorted(PACKAGE.rglob("*.py"))


def package_of(path):
    relative = path.relative_to(PACKAGE)
    return relative.parts[0].removesuffix(".py")


def imports(path):
    """Every (dotted name) that a module imports, lazily or not, relative names resolved."""
    here = ("provenance", *path.relative_to(PACKAGE).with_suffix("").parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                depth = node.level - (1 if path.name == "__init__.py" else 0)
                base = here[: -1 if path.name == "__init__.py" else len(here)]
                base = base[: len(base) - depth] if depth else base
                stem = ".".join((*base, *((node.module or "").split(".") if node.module else ())))
            else:
                stem = node.module or ""
            if node.module is None or stem == "provenance":
                yield from (f"{stem}.{alias.name}" for alias in node.names)
            else:
                yield stem


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_its_package_may(path):
    package = package_of(path)
    assert package in ALLOWED, f"{package} is not in the table of docs/architecture.md"
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "provenance" and len(parts) > 1 and parts[1] != package:
            allowed = ALLOWED[package]
            is_settings = "settings" in allowed and parts[-1] == "settings"
            assert parts[1] in allowed or is_settings, f"{path.relative_to(PACKAGE)} imports {name}"
        elif parts[0] in HOMES:
            assert package in HOMES[parts[0]], f"{path.relative_to(PACKAGE)} imports {name}, at home in {HOMES[parts[0]]}"


@pytest.mark.parametrize("library", ONE_MODULE)
def test_a_library_has_one_home_module_a_package(library):
    homes = [path for path in modules() if any(name.split(".")[0] == library for name in imports(path))]
    packages = [package_of(path) for path in homes]
    assert packages, f"nothing imports {library}"
    assert len(packages) == len(set(packages)), f"{library} is imported by {[str(p) for p in homes]}"


def test_the_table_in_the_docs_is_this_table():
    text = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:4] for line in text.split("## Who may import what")[1].splitlines() if line.startswith("| ")]
    documented = {row[0].strip(): row[1].strip() for row in rows[2:]}
    assert len(documented) >= 18
    for package, allowed in documented.items():
        if package in ("pipeline", "config", "cli"):
            continue
        want = set() if allowed == "-" else {name.strip() for name in allowed.split(",")}
        assert want == ALLOWED[package] - {"version"}, package


def test_the_import_reader_sees_lazy_and_relative_imports(tmp_path):
    probe = PACKAGE / "model" / "dates.py"
    assert "pydantic" in set(imports(probe))
    assert any(name.startswith("provenance.model.") for name in imports(PACKAGE / "model" / "document.py"))
