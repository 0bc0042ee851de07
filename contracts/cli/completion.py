"""`uc-contracts completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from contracts.cli.settings import Command

_PROGRAM = "uc-contracts"
_VARIABLE = "_UC_CONTRACTS_COMPLETE"


@click.command("completion", cls=Command)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print a script that completes commands, options, APIs, requirement ids and faults.

    bash, in ~/.bashrc: eval "$(uc-contracts completion bash)". zsh, in ~/.zshrc:
    eval "$(uc-contracts completion zsh)". fish: uc-contracts completion fish >
    ~/.config/fish/completions/uc-contracts.fish
    """
    found = get_completion_class(shell)
    if found is None:
        msg = f"no completion for {shell}"
        raise click.UsageError(msg)
    click.echo(found(click.Group(), {}, _PROGRAM, _VARIABLE).source())
