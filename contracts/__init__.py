"""uc-contracts: five vendor API documents as executable contracts."""

__version__ = "0.1.0"
