"""Many targets over many workers, from one file. It needs the extra `fleet`."""
