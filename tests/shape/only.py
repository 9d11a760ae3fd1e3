"""An import-linter contract that says what may be imported, where its own kinds say what may not."""

import sys
from collections.abc import Iterator
from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output
from importlinter.domain.helpers import module_expressions_to_modules


def _within(module: str, packages: set[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


class OnlyContract(Contract):
    """Direct imports of the source modules, and of what is in them, stay within each other and the allowed modules."""

    type_name = "only"

    source_modules = fields.SetField(subfield=fields.ModuleExpressionField())
    allowed_modules = fields.SetField(subfield=fields.StringField())
    standard_library = fields.BooleanField(required=False, default=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        breaches = sorted(self._breaches(graph))
        return ContractCheck(kept=not breaches, metadata={"breaches": breaches})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["breaches"]:
            output.print_error(f"{importer} is not allowed to import {imported}")

    def _breaches(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        sources: Any = self.source_modules
        allowed: Any = self.allowed_modules
        known = set(sys.stdlib_module_names) if self.standard_library else {"__future__"}
        for source in {module.name for module in module_expressions_to_modules(graph, sources)}:
            for importer in {source} | graph.find_descendants(source):
                for imported in graph.find_modules_directly_imported_by(importer):
                    if not _within(imported, allowed | known | {source}):
                        yield importer, imported
