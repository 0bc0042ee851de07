"""The pages of a hub, one file each."""
