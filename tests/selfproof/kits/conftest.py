"""Kits from outside, which only runs of the suite collect."""

collect_ignore_glob = ["*"]
