"""The names and values that the seed data are made of, among them awkward ones."""

from __future__ import annotations

TREE: tuple[tuple[str, str], ...] = (
    ("CS-P", "Provider"),
    ("CS-P.North Reseller", "Reseller"),
    ("CS-P.North Reseller.Acme-Corp", "Customer"),
    ("CS-P.North Reseller.Acme-Corp.Site-A", "Site"),
    ("CS-P.North Reseller.Acme-Corp.Site-B", "Site"),
    ("CS-P.North Reseller.Acme-Corp.site-b annex", "Site"),
    ("CS-P.North Reseller.Blue_Ocean 2", "Customer"),
    ("CS-P.North Reseller.Blue_Ocean 2.HQ", "Site"),
    ("CS-P.South Reseller", "Reseller"),
    ("CS-P.South Reseller.Cobalt", "Customer"),
    ("CS-P.South Reseller.Cobalt.Harbour Office", "Site"),
    ("CS-P.South Reseller.Cobalt.Warehouse-7", "Site"),
    ("CS-P.South Reseller.Delta", "Customer"),
    ("CS-P.South Reseller.Delta.HQ", "Site"),
)
"""The nodes below the root, parents first: dot notation and type."""

FIRST_NAMES = (
    "John", "john", "JOHN", "Johnny", "Joan", "Ana", "ANA", "Anna", "Jos\u00e9", "JOS\u00c9",
    "Jose", "Zo\u00eb", "zo\u00eb", "\u00d8yvind", "\u0141ukasz", "\u0418\u0432\u0430\u043d",
    "\u5f35\u4f1f", "Mary Ann", "Jean-Luc", "D'Arcy", "\u00c9mile", "\u00e9mile", "", "Ruth",
    "Ethan", "Bethan", "Jonathan", "Nathan",
)  # fmt: skip
LAST_NAMES = (
    "Smith", "smith", "SMITH", "O'Brien", "Goldsmith", "Smithson", "de la Cruz", "M\u00fcller",
    "M\u00dcLLER", "Mueller", "\u00c5str\u00f6m", "\u00d6zt\u00fcrk", "Nguy\u1ec5n",
    "\u041f\u0435\u0442\u0440\u043e\u0432", "\u0645\u062d\u0645\u062f", "Grant", "Grand", "Lee",
    "Van Dyke", "Sm%th", "Brandt", "", "Chan", "Hahn",
)  # fmt: skip
DEPARTMENTS = (
    "R&D", "r&d", "Sales + Service", "100% Support", "50%_off", "Legal (EU)", "Legal [EU]",
    'The "A" Team', "It's IT", "a.b.c", "a*b", "^start", "end$", "back\\slash", "semi;colon",
    "x' OR '1'='1", "-- comment", "q?=1&r=2", "#hash", "comma, inc", "tab-less", "Caf\u00e9",
    "CAF\u00c9", "cafe", "Stra\u00dfe", "\u6771\u4eac\u652f\u793e", "emoji \U0001f4de",
    "<b>bold</b>", "{{ macro }}", "slash/slash", "plus+plus", "", "Finance", "finance", "FINANCE",
    "two  spaces", "pipe|pipe", "~tilde", "@home", "=equals", "null", "true", "0", "10", "9",
)  # fmt: skip
TITLES = ("Engineer", "Manager", "engineer", "Director", "Assistant", "Trainee")
ROLES = ("admin", "selfservice", "operator")
LANGUAGES = ("en-us", "de-ch", "fr-ch", "ja-jp")

COUNTRIES = (
    ("Australia", "AUS", "61", "000"),
    ("Brazil", "BRA", "55", "190"),
    ("C\u00f4te d'Ivoire", "CIV", "225", "180"),
    ("Cura\u00e7ao", "CUW", "599", "912"),
    ("France", "FRA", "33", "112"),
    ("Germany", "DEU", "49", "112"),
    ("India", "IND", "91", "112"),
    ("Japan", "JPN", "81", "110"),
    ("South Africa", "ZAF", "27", "10111"),
    ("Switzerland", "CHE", "41", "112"),
    ("T\u00fcrkiye", "TUR", "90", "112"),
    ("United Kingdom", "GBR", "44", "999"),
    ("United States", "USA", "1", "911"),
    ("\u00c5land Islands", "ALA", "358", "112"),
)
HELP = (
    ("Adding a user", "users"),
    ("Deleting a user", "users"),
    ("Filters & conditions", "lists"),
    ("Paging", "lists"),
    ("Tags", "metadata"),
    ("Version tags", "metadata"),
)
COMPANIES = ("Acme", "ACME", "Blue Ocean", "Cobalt & Sons", "Delta+", "M\u00fcller AG")
CITIES = ("Z\u00fcrich", "Geneva", "S\u00e3o Paulo", "Pretoria", "New York", "Reading")
CATEGORIES = ("general", "partner", "vendor")

PRODUCTS = ("Cisco 7841", "Cisco 8851", "Cisco 8865", "Cisco Unified Client Services Framework")

TEMPLATES = (
    (
        "Swiss Contact",
        "data/Contact",
        {"country": "Switzerland", "category": "partner", "remarks": "made from a template"},
    ),
    ("Vendor Contact", "data/Contact", {"category": "vendor", "company": "Delta+"}),
    ("Standard User", "data/User", {"role": "selfservice", "language": "de-ch", "title": "Clerk"}),
    ("Reserved Number", "data/NumberInventory", {"status": "Reserved", "vendor": "Carrier"}),
)
"""Configuration templates: name, model, values."""

POLICIES = (
    ("Short Contact", "data/Contact", (("name", "Full Name"), ("email", "Mail"))),
    ("Contact Card", "data/Contact", (("name", "Name"), ("company", "Firm"), ("phone", "Call"))),
    ("Basic User", "data/User", (("username", "Login"), ("first_name", "Given Name"))),
)
"""Field display policies: name, model, fields with titles."""
