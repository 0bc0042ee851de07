"""What `specs/` says: catalogues, ledgers, OpenAPI documents, schemas and tables, validated."""

from contracts.catalogue.load import Spec, apis, load
from contracts.catalogue.operations import Operation
from contracts.catalogue.resources import conformance_dir, specs_dir
from contracts.catalogue.tables import read_table
from contracts.catalogue.tests_index import judging_tests
from contracts.catalogue.validate import nearest, problems

__all__ = [
    "Operation",
    "Spec",
    "apis",
    "conformance_dir",
    "judging_tests",
    "load",
    "nearest",
    "problems",
    "read_table",
    "specs_dir",
]
