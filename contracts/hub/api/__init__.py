"""The JSON API of a hub, and the OpenAPI document that describes it."""
