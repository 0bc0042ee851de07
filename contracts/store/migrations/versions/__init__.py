"""Each version of the schema, from the one before."""
