"""The models that this server has."""

from __future__ import annotations

from contracts.reference.voss.models import Attribute, Model, text

HIERARCHY_NODE = Model(
    name="data/HierarchyNode",
    title="Hierarchy Node",
    attributes=(
        text("name", "Name", required=True),
        text("hierarchy_type", "Type", "System", "Provider", "Reseller", "Customer", "Site"),
        text("description", "Description"),
        text("hierarchy_path", "Hierarchy Path"),
        text("external_id", "External ID"),
    ),
    summary=("name", "hierarchy_type", "description", "hierarchy_path"),
)
COUNTRIES = Model(
    name="data/Countries",
    title="Countries",
    attributes=(
        text("country_name", "Country Name", required=True),
        text("iso_country_code", "ISO Country Code"),
        text("international_dial_code", "International Dial Code"),
        text("emergency_access_prefix", "Emergency Access Prefix"),
    ),
    summary=("country_name", "iso_country_code", "international_dial_code"),
    asynchronous=frozenset(),
)
USER = Model(
    name="data/User",
    title="User",
    attributes=(
        text("username", "User Name", required=True),
        text("first_name", "First Name"),
        text("last_name", "Last Name"),
        text("email", "Email Address"),
        text("department", "Department"),
        text("title", "Job Title"),
        text("role", "Role"),
        text("language", "Language"),
        Attribute("active", "Active", "boolean", default=True),
        Attribute("phone_lines", "Phone Lines", "array"),
        text("notes", "Notes"),
    ),
    summary=("username", "first_name", "last_name", "email", "department", "title"),
    gui_rules=(
        {"field": "email", "rule": "show_if", "condition": "active == true"},
        {"field": "notes", "rule": "hide_if", "condition": "role == 'selfservice'"},
    ),
)
GENERAL_HELP = Model(
    name="data/GeneralHelp",
    title="General Help",
    attributes=(
        text("title", "Title", required=True),
        text("topic", "Topic"),
        text("content", "Content"),
    ),
    summary=("title", "topic"),
    asynchronous=frozenset(),
)
CONTACT = Model(
    name="data/Contact",
    title="Contact",
    attributes=(
        text("name", "Name", required=True),
        text("company", "Company"),
        text("city", "City"),
        text("country", "Country"),
        text("phone", "Phone"),
        text("email", "Email"),
        text("category", "Category"),
        text("remarks", "Remarks"),
    ),
    summary=("name", "company", "city", "category"),
    gui_rules=({"field": "category", "rule": "default", "condition": "'general'"},),
)
NUMBER_INVENTORY = Model(
    name="data/NumberInventory",
    title="Number Inventory",
    attributes=(
        text("internal_number", "Internal Number", required=True),
        text("status", "Status", "Available", "Used", "Reserved"),
        text("usage", "Usage"),
        text("vendor", "Vendor"),
    ),
    summary=("internal_number", "status", "usage"),
)
CONFIGURATION_TEMPLATE = Model(
    name="data/ConfigurationTemplate",
    title="Configuration Template",
    attributes=(
        text("name", "Name", required=True),
        text("description", "Description"),
        text("target_model_type", "Target Model Type", required=True),
        Attribute("template", "Template", "object"),
    ),
    summary=("name", "target_model_type", "description"),
)
FIELD_DISPLAY_POLICY = Model(
    name="data/FieldDisplayPolicy",
    title="Field Display Policy",
    attributes=(
        text("name", "Name", required=True),
        text("description", "Description"),
        text("target_model_type", "Target Model Type", required=True),
        Attribute("fields", "Fields", "array"),
    ),
    summary=("name", "target_model_type", "description"),
)
SUBSCRIBER_FIELDS = (
    "userid",
    "firstname",
    "lastname",
    "mailid",
    "hierarchy_friendly_name",
    "device",
    "extension_mobility",
    "phone",
)
SUBSCRIBER = Model(
    name="relation/Subscriber",
    title="Subscriber",
    attributes=(
        text("userid", "User ID", required=True),
        text("firstname", "First Name"),
        text("lastname", "Last Name"),
        text("mailid", "Email"),
        text("hierarchy_friendly_name", "Located At"),
        text("device", "Device"),
        text("extension_mobility", "Extension Mobility"),
        text("phone", "Phone"),
        text("entitlement_profile", "Entitlement Profile"),
        text("department", "Department"),
        text("presence_group", "Presence Group"),
        Attribute("enable_mobility", "Enable Mobility", "boolean", default=False),
    ),
    summary=(*SUBSCRIBER_FIELDS, "entitlement_profile"),
    filter_fields=SUBSCRIBER_FIELDS,
)
CUCM_USER = Model(
    name="device/cucm/User",
    title="CUCM User",
    attributes=(
        text("userid", "User ID", required=True),
        text("firstName", "First Name"),
        text("lastName", "Last Name"),
        text("primaryDevice", "Primary Device"),
        text("lastRefreshed", "Last Refreshed"),
    ),
    summary=("userid", "firstName", "lastName", "primaryDevice"),
)
CUCM_PHONE = Model(
    name="device/cucm/Phone",
    title="CUCM Phone",
    attributes=(
        text("name", "Device Name", required=True),
        text("description", "Description"),
        text("product", "Product"),
        text("protocol", "Protocol", "SIP", "SCCP"),
        text("lastRefreshed", "Last Refreshed"),
    ),
    summary=("name", "description", "product", "protocol"),
)
CUCM_LINE = Model(
    name="device/cucm/Line",
    title="CUCM Line",
    attributes=(
        text("pattern", "Pattern", required=True),
        text("description", "Description"),
        text("routePartitionName", "Route Partition"),
        text("lastRefreshed", "Last Refreshed"),
    ),
    summary=("pattern", "description", "routePartitionName"),
)
TRANSACTION = Model(
    name="tool/Transaction",
    title="Transaction",
    attributes=(
        text("id", "Transaction ID"),
        text("action", "Action"),
        text("detail", "Detail"),
        text("status", "Status"),
        text("username", "User"),
        text("submitted_time", "Submitted Time"),
        text("started_time", "Started Time"),
        text("completed_time", "Completed Time"),
        text("message", "Message"),
        text("priority", "Priority"),
        Attribute("rolled_back", "Rolled Back", "boolean", default=False),
        Attribute("resource", "Resource", "object"),
    ),
    summary=("id", "action", "detail", "status", "username", "submitted_time"),
    writable=False,
    taggable=False,
    asynchronous=frozenset(),
)

MODELS = {
    model.name: model
    for model in (
        HIERARCHY_NODE,
        COUNTRIES,
        USER,
        GENERAL_HELP,
        CONTACT,
        NUMBER_INVENTORY,
        CONFIGURATION_TEMPLATE,
        FIELD_DISPLAY_POLICY,
        SUBSCRIBER,
        CUCM_USER,
        CUCM_PHONE,
        CUCM_LINE,
        TRANSACTION,
    )
}
"""The models by name."""
