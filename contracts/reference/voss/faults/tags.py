"""Faults with tags: VOSS-TAG-01 to -05, VOSS-VTAG-01 and -02."""

from __future__ import annotations

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.request import Call
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance

_NO_TAGS = "VOSS-TAG-02 VOSS-TAG-03 VOSS-TAG-04 VOSS-TAG-05 VOSS-VTAG-02"


@fault("tag-in-version", violates="VOSS-TAG-01", kind="wrong-value", related=_NO_TAGS)
class _TagInVersion(Voss):
    """+tag sets the version tag."""

    def add_tag(self, instance: Instance, name: str) -> None:
        instance.version_tag = name


@fault("tag-neighbour-too", violates="VOSS-TAG-01", kind="added")
class _TagNeighbourToo(Voss):
    """+tag adds the tag to the first resource of the model, too."""

    def add_tag(self, instance: Instance, name: str) -> None:
        super().add_tag(instance, name)
        super().add_tag(next(iter(self.store.table(instance.model).values())), name)


class _Some(Voss):
    """Of several tag parameters not all are read."""

    def some(self, values: list[str]) -> list[str]:
        raise NotImplementedError

    def tag_values(self, call: Call) -> list[str]:
        return self.some(super().tag_values(call))


@fault("tags-joined", violates="VOSS-TAG-02", kind="wrong-value")
class _TagsJoined(_Some):
    """Several tag parameters make one tag with commas in it."""

    def some(self, values: list[str]) -> list[str]:
        return [",".join(values)] if values else []


@fault("clear-one-clears-last", violates="VOSS-TAG-03", kind="wrong-value")
class _ClearOneClearsLast(Voss):
    """__CLEAR_TAG__ with a name removes the tag that was added last."""

    def clear(self, instance: Instance, name: str) -> None:  # noqa: ARG002
        instance.tags = instance.tags[:-1]


@fault("clear-all-keeps-first", violates="VOSS-TAG-04", kind="only-sometimes")
class _ClearAllKeepsFirst(Voss):
    """__CLEAR_ALL_TAGS__ keeps the first tag."""

    def clear_all(self, instance: Instance) -> None:
        instance.tags = instance.tags[:1]


@fault("clear-all-adds", violates="VOSS-TAG-04", kind="wrong-value")
class _ClearAllAdds(Voss):
    """__CLEAR_ALL_TAGS__ is taken for a tag."""

    def clear_all(self, instance: Instance) -> None:
        self.add_tag(instance, "__CLEAR_ALL_TAGS__")


@fault("tag-replaces", violates="VOSS-TAG-05", kind="wrong-value", related="VOSS-TAG-02")
class _TagReplaces(Voss):
    """Adding a tag takes the place of all others."""

    def add_tag(self, instance: Instance, name: str) -> None:
        instance.tags = (name,)


@fault("tags-replaced-by-request", violates="VOSS-TAG-05", kind="only-sometimes")
class _TagsReplacedByRequest(Voss):
    """The tags of a request take the place of those that were there."""

    def taggable(self, *given: object) -> Instance:
        instance = super().taggable(*given)  # type: ignore[arg-type]  # passed through
        call = given[0]
        adds = isinstance(call, Call) and not any("__" in one for one in call.every("tag"))
        if adds and isinstance(call, Call) and call.one("tag"):
            instance.tags = ()
        return instance


@fault(
    "tag-third-replaces-first", violates="VOSS-TAG-05", kind="only-sometimes", related="VOSS-TAG-02"
)
class _TagOnlyTwo(Voss):
    """A tag that is added makes the oldest go."""

    def tag(self, instance: Instance, value: str) -> None:
        before = list(instance.tags)
        super().tag(instance, value)
        if len(instance.tags) > len(before) and before:
            instance.tags = instance.tags[1:]


@fault("version-tag-clears-tags", violates="VOSS-VTAG-02", kind="wrong-value")
class _VersionTagClearsTags(Voss):
    """+tag_version removes the tags."""

    def tag_version(self, instance: Instance, value: str) -> None:
        super().tag_version(instance, value)
        instance.tags = ()


@fault("tag-clears-version-tag", violates="VOSS-VTAG-02", kind="wrong-value")
class _TagClearsVersionTag(Voss):
    """+tag removes the version tag."""

    def add_tag(self, instance: Instance, name: str) -> None:
        super().add_tag(instance, name)
        instance.version_tag = ""


@fault("version-tag-is-a-tag", violates="VOSS-VTAG-02", kind="wrong-value")
class _VersionTagIsATag(Voss):
    """+tag_version adds a tag as well."""

    def tag_version(self, instance: Instance, value: str) -> None:
        super().tag_version(instance, value)
        self.add_tag(instance, value)
