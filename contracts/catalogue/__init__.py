"""What `specs/` says: catalogues, ledgers, OpenAPI documents, schemas and tables, validated."""

from contracts.catalogue.clients import catalogue_of, catalogues, client_catalogue
from contracts.catalogue.judged import is_judged_in_passing, orphans
from contracts.catalogue.kits import add_kit, find_kit, kits, read_kit, suites_of
from contracts.catalogue.laws import Law
from contracts.catalogue.lives import Life
from contracts.catalogue.load import Spec, apis, load
from contracts.catalogue.needs import dependents, needing
from contracts.catalogue.operations import Operation
from contracts.catalogue.resources import conformance_dir, specs_dir
from contracts.catalogue.tables import read_table
from contracts.catalogue.tests_index import judging_tests
from contracts.catalogue.validate import nearest, problems

__all__ = [
    "Law",
    "Life",
    "Operation",
    "Spec",
    "add_kit",
    "apis",
    "catalogue_of",
    "catalogues",
    "client_catalogue",
    "conformance_dir",
    "dependents",
    "find_kit",
    "is_judged_in_passing",
    "judging_tests",
    "kits",
    "load",
    "nearest",
    "needing",
    "orphans",
    "problems",
    "read_kit",
    "read_table",
    "specs_dir",
    "suites_of",
]
