"""The checkout's tests run with the suite's own pytest plugin."""

pytest_plugins = ["contracts.plugin"]
